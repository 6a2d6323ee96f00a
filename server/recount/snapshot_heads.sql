-- One row a snapshot of election $1 without its bytes, in order, and whether its transaction numbers are of this cluster. Index: snapshot_pkey.
SELECT number, as_of, counted::text AS counted,
       system_identifier = (SELECT system_identifier FROM pg_control_system()) AS of_this_cluster
  FROM snapshot WHERE election = $1 ORDER BY number;
