-- No rows: keeps again a bulletin that was published: election $1, number $2, kind $3, hour $4, as of $5, snapshot $6, corrects $7,
-- reason $8, what was counted $9, its JSON $10 with SHA-256 $11 and its CSV $12 with SHA-256 $13. Indexes: bulletin_pkey, bulletin_hour.
INSERT INTO bulletin (election, number, kind, hour, as_of, snapshot, corrects, reason, counted, body, sha256, csv, csv_sha256)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::pg_snapshot, $10, $11, $12, $13);
