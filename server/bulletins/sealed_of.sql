-- One row: what bulletin $2 of election $1 commits to, the snapshot whose every level it is, and the random bytes it was committed to with; none
-- where there is no such bulletin. Indexes: bulletin_pkey, bulletin_seal_pkey.
SELECT b.sealed, b.snapshot, s.salt
  FROM bulletin b
  LEFT JOIN bulletin_seal s ON s.election = b.election AND s.number = b.number
 WHERE b.election = $1 AND b.number = $2;
