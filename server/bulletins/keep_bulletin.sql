-- No rows: keeps a bulletin: election $1, number $2, kind $3, hour $4, as of $5, snapshot $6, reason $7, what was counted $8, its JSON $9
-- with SHA-256 $10 and its CSV $11 with SHA-256 $12; of a correction the bulletin $13 that it corrects, the one $14 whose hour it tells
-- again and the snapshot $15 with which it was known; and the commitment $16 to the officials' file. Indexes: bulletin_pkey, bulletin_hour.
INSERT INTO bulletin (election, number, kind, hour, as_of, snapshot, reason, counted, body, sha256, csv, csv_sha256,
                      corrects, restates, known_in, sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8::pg_snapshot, $9, $10, $11, $12, $13, $14, $15, $16);
