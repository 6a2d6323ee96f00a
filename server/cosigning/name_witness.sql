-- No rows: names the witness with the key $2 for election $1's log, waiting; one that is known changes nothing. Index: log_witness_pkey.
INSERT INTO log_witness (election, key) VALUES ($1, $2) ON CONFLICT DO NOTHING;
