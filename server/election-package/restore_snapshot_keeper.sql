-- No row: snapshots are kept for good again.
ALTER TABLE snapshot ENABLE TRIGGER snapshot_kept;
