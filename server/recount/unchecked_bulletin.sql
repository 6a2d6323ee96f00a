-- One row: the bulletin of election $1 that is to be recounted next, the newest first: one that never was, or one whose figures differed ten
-- minutes ago; none where there is no such. With the instant and visibility of its figures, those of its correction, where it is one, and
-- whether transaction numbers of its snapshot are of this cluster. Indexes: bulletin_pkey, bulletin_check_of, snapshot_pkey.
SELECT b.number, b.kind, b.hour, b.as_of, b.snapshot, b.restates, b.body, b.sha256, b.csv, b.csv_sha256,
       coalesce(r.counted, b.counted)::text AS counted, b.counted::text AS corrected_in,
       coalesce(k.as_of, b.as_of) AS corrected_as_of,
       b.snapshot IS NULL
         OR (s.system_identifier = c.system_identifier AND (k.number IS NULL OR k.system_identifier = c.system_identifier)) AS of_this_cluster
  FROM bulletin b
 CROSS JOIN (SELECT system_identifier FROM pg_control_system()) c
  LEFT JOIN snapshot s ON s.election = b.election AND s.number = b.snapshot
  LEFT JOIN snapshot k ON k.election = b.election AND k.number = b.known_in
  LEFT JOIN bulletin r ON r.election = b.election AND r.number = b.restates
  LEFT JOIN LATERAL (
    SELECT outcome, checked_at FROM bulletin_check
     WHERE election = b.election AND number = b.number ORDER BY change DESC LIMIT 1) l ON true
 WHERE b.election = $1
   AND (l.outcome IS NULL OR (l.outcome = 'differs' AND l.checked_at < clock_timestamp() - interval '10 minutes'))
 ORDER BY (l.outcome IS NULL) DESC, b.number DESC
 LIMIT 1;
