-- No row: until it is restored in the same transaction, bulletins can be deleted. Owner only.
ALTER TABLE bulletin DISABLE TRIGGER bulletin_kept;
