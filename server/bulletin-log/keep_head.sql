-- No rows: keeps the signed head of election $1's log with $2 leaves, the note $3. Index: log_head_pkey.
INSERT INTO log_head (election, size, note) VALUES ($1, $2, $3);
