-- One row a bulletin of election $1 after number $2, in order, at most $3, with what its last recount found. Indexes: bulletin_pkey,
-- bulletin_check_of.
SELECT b.number, b.kind, b.hour, b.as_of, b.snapshot, b.corrects, c.outcome, b.sha256, b.csv_sha256, b.body, b.csv
  FROM bulletin b
  LEFT JOIN LATERAL (
    SELECT outcome FROM bulletin_check WHERE election = b.election AND number = b.number ORDER BY change DESC LIMIT 1) c ON true
 WHERE b.election = $1 AND b.number > $2 ORDER BY b.number LIMIT $3;
