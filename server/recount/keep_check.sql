-- No rows: keeps a recount of bulletin $2 of election $1: its outcome $3, how many rows were read $4, how long it took $5 in milliseconds, and
-- the first figures that differ $6. Index: bulletin_check_of.
INSERT INTO bulletin_check (election, number, outcome, rows_read, took_ms, differences) VALUES ($1, $2, $3, $4, $5, $6);
