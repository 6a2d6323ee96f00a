-- One row a correction among the count reports of election $1 that are visible now ($3) and were not when last counted ($2), told at the
-- published level $4. A precinct at that level is told by the two figures; one below it by the figure of the area that contains it, as it
-- is now and as it was without the correction: the same twice where the correction changes an earlier hour only. After the sums are
-- changed. Indexes: count_report_new, count_report_pkey, area_ancestor_pkey, area_sum_pkey, effective_report_pkey.
SELECT a.area, n.channel, n.source, n.seq, n.corrects, n.as_of, n.reason,
       CASE WHEN a.area = n.area THEN o.issued
            WHEN e.seq IS NOT NULL THEN s.issued - n.issued + o.issued
            ELSE s.issued END AS old_issued,
       CASE WHEN a.area = n.area THEN n.issued ELSE s.issued END AS new_issued
  FROM count_report n
  JOIN count_report o ON o.election = n.election AND o.source = n.source AND o.seq = n.corrects
  JOIN area_ancestor a ON a.election = n.election AND a.precinct = n.area AND a.level = $4
  JOIN area_sum s ON s.election = a.election AND s.area = a.area AND s.channel = n.channel
  LEFT JOIN effective_report e ON e.election = n.election AND e.area = n.area AND e.channel = n.channel AND e.source = n.source AND e.seq = n.seq
 WHERE n.election = $1 AND n.corrects IS NOT NULL
   AND ((n.xid >= pg_snapshot_xmax($2::pg_snapshot) AND n.xid < pg_snapshot_xmax($3::pg_snapshot))
        OR n.xid = ANY (ARRAY(SELECT pg_snapshot_xip($2::pg_snapshot))))
   AND pg_visible_in_snapshot(n.xid, $3::pg_snapshot)
 ORDER BY n.source, n.seq;
