-- One row a correction among the count reports of election $1 that are visible now ($3) and were not when last counted ($2).
-- Indexes: count_report_new, count_report_pkey.
SELECT n.area, n.channel, n.source, n.seq, n.corrects, n.as_of, o.issued AS old_issued, n.issued AS new_issued, n.reason
  FROM count_report n
  JOIN count_report o ON o.election = n.election AND o.source = n.source AND o.seq = n.corrects
 WHERE n.election = $1 AND n.corrects IS NOT NULL
   AND ((n.xid >= pg_snapshot_xmax($2::pg_snapshot) AND n.xid < pg_snapshot_xmax($3::pg_snapshot))
        OR n.xid = ANY (ARRAY(SELECT pg_snapshot_xip($2::pg_snapshot))))
   AND pg_visible_in_snapshot(n.xid, $3::pg_snapshot)
 ORDER BY n.source, n.seq;
