-- One row: the last snapshot of election $1 as of $2 or before, what was visible in it, and the cluster that its transaction
-- numbers are of (0 this one, null where nothing is known of it); none before the first. Indexes: snapshot_as_of, former_cluster_pkey.
SELECT number, as_of, counted::text AS counted, body,
       cluster_of(election, lineage, system_identifier, (SELECT system_identifier FROM pg_control_system())) AS cluster
  FROM snapshot
 WHERE election = $1 AND as_of <= $2::timestamptz
 ORDER BY as_of DESC, number DESC
 LIMIT 1;
