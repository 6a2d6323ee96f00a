-- One row where the election $1 was not finished yet: nothing more is expected from $2 on.
UPDATE election SET finished_at = $2 WHERE election = $1 AND finished_at IS NULL
