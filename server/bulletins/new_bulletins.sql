-- One row a bulletin of election $1 after number $2, in order, at most $3. Index: bulletin_pkey.
SELECT number, kind, hour, as_of, snapshot, corrects, status, sha256, csv_sha256, body, csv
  FROM bulletin WHERE election = $1 AND number > $2 ORDER BY number LIMIT $3;
