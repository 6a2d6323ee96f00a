-- No rows: keeps the 32 random bytes $3 that stand before the officials' file of bulletin $2 of election $1. Index: bulletin_seal_pkey.
INSERT INTO bulletin_seal (election, number, salt) VALUES ($1, $2, $3);
