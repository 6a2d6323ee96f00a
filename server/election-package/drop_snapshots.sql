-- Every snapshot of election $1, gone. Relies on snapshot_pkey.
DELETE FROM snapshot WHERE election = $1;
