-- One row a precinct and channel of election $1 whose count at $3 was changed by reports that correct others, visible in $4 and due by
-- $7, and not visible in $2 and due by $3: by how much, and the area of level $6 that shows it. The reports that stand are those visible in
-- $4, less those visible in $2; electorates stay as they were known in $2, and no report before the first opening $5 ever stands, or corrects. Straight from the rows, through no sum. Indexes:
-- "already-corrected", count_report_pkey, count_report_precinct, electorate_pkey, area_ancestor_pkey.
WITH corrected AS MATERIALIZED (
  SELECT DISTINCT n.area, n.channel
    FROM count_report n
    JOIN count_report o ON o.election = n.election AND o.source = n.source AND o.seq = n.corrects
   WHERE n.election = $1 AND n.corrects IS NOT NULL AND least(n.as_of, o.as_of) <= $3::timestamptz
     AND pg_visible_in_snapshot(n.xid, $4::pg_snapshot) AND n.as_of <= $7::timestamptz AND n.as_of >= $5::timestamptz
     AND NOT (pg_visible_in_snapshot(n.xid, $2::pg_snapshot) AND n.as_of <= $3::timestamptz)
), changed AS (
  SELECT c.area, c.channel,
         sum(v.sign * coalesce(r.registered, e.registered, 0))::bigint AS registered,
         sum(v.sign * coalesce(r.issued, 0))::bigint AS issued,
         sum(v.sign * coalesce(r.ballots_cast, 0))::bigint AS ballots_cast
    FROM corrected c
   CROSS JOIN (VALUES (1, $4::pg_snapshot, $7::timestamptz), (-1, $2::pg_snapshot, $3::timestamptz)) AS v (sign, visible, due)
    LEFT JOIN LATERAL (
      SELECT registered FROM electorate
       WHERE election = $1 AND area = c.area AND channel = c.channel AND pg_visible_in_snapshot(xid, $2::pg_snapshot)
       ORDER BY as_of <= $3::timestamptz DESC,
                CASE WHEN as_of <= $3::timestamptz THEN as_of END DESC,
                CASE WHEN as_of <= $3::timestamptz THEN change END DESC, as_of, change DESC
       LIMIT 1) e ON true
    LEFT JOIN LATERAL (
      SELECT s.issued, s.ballots_cast, s.registered
        FROM count_report s
       WHERE s.election = $1 AND s.area = c.area AND s.channel = c.channel
         AND s.as_of <= $3::timestamptz AND s.as_of >= $5::timestamptz AND pg_visible_in_snapshot(s.xid, v.visible)
         AND NOT EXISTS (SELECT FROM (SELECT xid, as_of FROM count_report WHERE election = $1 AND source = s.source AND corrects = s.seq OFFSET 0) n
                          WHERE pg_visible_in_snapshot(n.xid, v.visible)
                            AND n.as_of <= v.due AND n.as_of >= $5::timestamptz)
       ORDER BY s.as_of DESC, s.received_at DESC, s.seq DESC, s.source DESC
       LIMIT 1) r ON true
   GROUP BY c.area, c.channel
)
SELECT d.area, d.channel, a.area AS shown, d.registered, d.issued, d.ballots_cast
  FROM changed d
  LEFT JOIN area_ancestor a ON a.election = $1 AND a.precinct = d.area AND a.level = $6
 WHERE d.registered <> 0 OR d.issued <> 0 OR d.ballots_cast <> 0
 ORDER BY d.area, d.channel;
