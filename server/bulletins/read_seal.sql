-- One row: the random bytes that stand before the officials' file of bulletin $2 of election $1; none where it has no such file, or it was
-- frozen in another database. Index: bulletin_seal_pkey.
SELECT salt FROM bulletin_seal WHERE election = $1 AND number = $2;
