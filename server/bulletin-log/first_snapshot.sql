-- One row: the first snapshot of election $1 that is kept, none before it. Index: snapshot_pkey.
SELECT body FROM snapshot WHERE election = $1 ORDER BY number LIMIT 1;
