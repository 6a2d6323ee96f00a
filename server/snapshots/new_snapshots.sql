-- One row a snapshot of election $1 after number $2, in order, at most $3. Index: snapshot_pkey.
SELECT number, as_of, sha256, body FROM snapshot WHERE election = $1 AND number > $2 ORDER BY number LIMIT $3;
