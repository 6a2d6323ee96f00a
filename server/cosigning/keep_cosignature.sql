-- No rows: keeps the line $4 by which the witness with the key $2 signed the head of $3 leaves of election $1's log, at $5 by its clock; one that is
-- kept stays as it is. Index: log_cosignature_pkey.
INSERT INTO log_cosignature (election, key, size, line, signed_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING;
