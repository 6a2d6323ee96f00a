-- No row: bulletins are kept for good again.
ALTER TABLE bulletin ENABLE TRIGGER bulletin_kept;
