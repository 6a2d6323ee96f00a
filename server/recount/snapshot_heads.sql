-- One row a snapshot of election $1 without its bytes, in order. Index: snapshot_pkey.
SELECT number, as_of, counted::text AS counted FROM snapshot WHERE election = $1 ORDER BY number;
