-- One row a report of election $1 that corrects another with effect at or before $3, visible in $4 and due by $7, and not visible in $2 and due
-- by $3, told by the area of level $5 that contains it, with its reason; at most $6. None from before the first opening $8. Indexes: "already-corrected", count_report_pkey, area_ancestor_pkey.
SELECT a.area, n.channel, n.source, n.seq, n.corrects, n.reason, count(*) OVER () AS all_of_them
  FROM count_report n
  JOIN count_report o ON o.election = n.election AND o.source = n.source AND o.seq = n.corrects
  JOIN area_ancestor a ON a.election = n.election AND a.precinct = n.area AND a.level = $5
 WHERE n.election = $1 AND n.corrects IS NOT NULL AND least(n.as_of, o.as_of) <= $3::timestamptz
   AND pg_visible_in_snapshot(n.xid, $4::pg_snapshot) AND n.as_of <= $7::timestamptz AND n.as_of >= $8::timestamptz
   AND NOT (pg_visible_in_snapshot(n.xid, $2::pg_snapshot) AND n.as_of <= $3::timestamptz)
 ORDER BY n.xid DESC, n.source, n.seq
 LIMIT $6;
