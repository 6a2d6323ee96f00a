-- One row: how far the source $2 of the election $1 was stored without a hole. Writes down that it was heard, and holds the
-- row until the transaction ends, so that the mark is moved on by one at a time. Primary key of source_progress.
INSERT INTO source_progress AS p (election, source, heard_at)
VALUES ($1, $2, now())
ON CONFLICT (election, source) DO UPDATE SET heard_at = greatest(p.heard_at, excluded.heard_at)
RETURNING p.durable_up_to
