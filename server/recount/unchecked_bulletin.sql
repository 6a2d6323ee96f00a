-- One row: the bulletin of election $1 that is to be recounted next, the newest first: one that never was, or one whose figures differed ten
-- minutes ago; none where there is no such. With the instant and visibility of its figures, those of its correction, where it is one, and
-- the cluster that its transaction numbers are of (0 this one, null where nothing is known of it). Indexes: bulletin_pkey, bulletin_check_of,
-- snapshot_pkey, former_cluster_pkey.
SELECT b.number, b.kind, b.hour, b.as_of, b.snapshot, b.restates, b.body, b.sha256, b.csv, b.csv_sha256,
       coalesce(r.counted, b.counted)::text AS counted, b.counted::text AS corrected_in,
       coalesce(k.as_of, b.as_of) AS corrected_as_of,
       CASE WHEN k.number IS NULL OR cluster_of(b.election, k.lineage, k.system_identifier, c.system_identifier) = s.cluster THEN s.cluster END AS cluster
  FROM bulletin b
 CROSS JOIN (SELECT system_identifier FROM pg_control_system()) c
  LEFT JOIN LATERAL (
    SELECT cluster_of(election, lineage, system_identifier, c.system_identifier) AS cluster FROM snapshot
     WHERE election = b.election AND number = b.snapshot) s ON true
  LEFT JOIN snapshot k ON k.election = b.election AND k.number = b.known_in
  LEFT JOIN bulletin r ON r.election = b.election AND r.number = b.restates
  LEFT JOIN LATERAL (
    SELECT outcome, checked_at FROM bulletin_check
     WHERE election = b.election AND number = b.number ORDER BY change DESC LIMIT 1) l ON true
 WHERE b.election = $1
   AND (l.outcome IS NULL OR (l.outcome = 'differs' AND l.checked_at < clock_timestamp() - interval '10 minutes'))
 ORDER BY (l.outcome IS NULL) DESC, b.number DESC
 LIMIT 1;
