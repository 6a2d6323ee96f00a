-- No rows: keeps a snapshot: election $1, number $2, lineage $3, as of $4, taken $5, covering $6 minutes, loaded $7, what was counted
-- $8, its bytes $9, their SHA-256 $10, that of the one before $11, and the cluster $12. Index: snapshot_pkey.
INSERT INTO snapshot (election, number, lineage, as_of, taken_at, covers, loaded, counted, body, sha256, previous, system_identifier)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8::pg_snapshot, $9, $10, $11, $12);
