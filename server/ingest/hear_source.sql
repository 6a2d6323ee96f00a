-- One row: how far the source $2 of the election $1 was stored without a hole. Writes down that it was heard, and holds the
-- row until the transaction ends, so that the mark is moved on by one at a time. Primary keys of source_progress and source_line.
INSERT INTO source_progress AS p (election, source, heard_at)
VALUES ($1, $2, now())
ON CONFLICT (election, source) DO UPDATE SET heard_at = greatest(p.heard_at, excluded.heard_at)
RETURNING greatest(p.durable_up_to, (SELECT l.durable_up_to FROM source_line l WHERE l.election = $1 AND l.source = $2)) AS durable_up_to
