-- One row a bulletin of election $1 after number $2, in order, at most $3, with the hashes that it was frozen with. Index: bulletin_pkey.
SELECT number, kind, hour, as_of, snapshot, corrects, counted::text AS counted, sealed, body, csv, sha256, csv_sha256
  FROM bulletin
 WHERE election = $1 AND number > $2
 ORDER BY number LIMIT $3;
