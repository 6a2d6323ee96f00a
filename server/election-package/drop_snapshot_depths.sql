-- Every level of every hour's snapshot of election $1, gone. Relies on snapshot_depth_pkey.
DELETE FROM snapshot_depth WHERE election = $1;
