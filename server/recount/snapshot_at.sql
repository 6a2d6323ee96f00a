-- One row: the last snapshot of election $1 as of $2 or before, what was visible in it, and whether its transaction numbers are of this
-- cluster; none before the first. Index: snapshot_as_of.
SELECT number, as_of, counted::text AS counted, body,
       system_identifier = (SELECT system_identifier FROM pg_control_system()) AS of_this_cluster
  FROM snapshot
 WHERE election = $1 AND as_of <= $2::timestamptz
 ORDER BY as_of DESC, number DESC
 LIMIT 1;
