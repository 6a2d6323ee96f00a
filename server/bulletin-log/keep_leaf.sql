-- No rows: keeps leaf $2 of election $1's log, its text $3. Index: log_leaf_pkey.
INSERT INTO log_leaf (election, number, leaf) VALUES ($1, $2, $3);
