-- One row a snapshot of election $1 with its bytes, in order. Index: snapshot_pkey.
SELECT number, as_of, counted::text AS counted, body, sha256, previous FROM snapshot WHERE election = $1 AND number > $2 ORDER BY number LIMIT 200;
