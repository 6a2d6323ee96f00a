-- One row a snapshot of election $1 without its bytes, in order, and the cluster that its transaction numbers are of: the last
-- lineage of a former one, 0 for this, null where nothing is known of it. Indexes: snapshot_pkey, former_cluster_pkey.
SELECT number, as_of, counted::text AS counted,
       cluster_of(election, lineage, system_identifier, (SELECT system_identifier FROM pg_control_system())) AS cluster
  FROM snapshot WHERE election = $1 ORDER BY number;
