-- No row: until it is restored in the same transaction, snapshots can be deleted. Owner only.
ALTER TABLE snapshot DISABLE TRIGGER snapshot_kept;
