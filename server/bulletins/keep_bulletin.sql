-- No rows: keeps a bulletin: election $1, number $2, kind $3, hour $4, as of $5, snapshot $6, reason $7, what was counted $8, its JSON $9
-- with SHA-256 $10 and its CSV $11 with SHA-256 $12. Indexes: bulletin_pkey, bulletin_hour.
INSERT INTO bulletin (election, number, kind, hour, as_of, snapshot, reason, counted, body, sha256, csv, csv_sha256)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8::pg_snapshot, $9, $10, $11, $12);
