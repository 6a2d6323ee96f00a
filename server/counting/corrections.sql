-- One row a correction of election $1 that counts now for the first time, of those in $2 (JSON, `source` and `seq`), told at the published
-- level $3: by the figure of the area that is the precinct or contains it, as it is and as it would be if its precinct's corrections in $2 were
-- not there. The same two figures as of the corrected report's instant, at the first full ten minutes from there on, or as of $5 where that is
-- earlier: of a precinct its own, else of the displayed area (level $6), from its curve by occurrence. What stands is of the reports visible
-- in $4 and due by $5, none from before the first opening $7. After the sums are changed. OFFSET 0 has each report looked up by its key, as in
-- count_reports.sql.
-- Indexes: count_report_pkey, count_report_precinct, "already-corrected", area_ancestor_pkey, area_sum_pkey, occurred_sum_pkey.
WITH added AS MATERIALIZED (
  SELECT source, seq FROM jsonb_to_recordset($2::jsonb) AS k (source text, seq bigint)
)
SELECT a.area, n.channel, k.source, k.seq, n.corrects, n.as_of, n.reason,
       s.issued - c.issued AS old_issued, s.issued AS new_issued,
       p.area AS occurred_area, t.occurred_at, p.issued - c.occurred AS occurred_old, p.issued AS occurred_new
  FROM added k
 CROSS JOIN LATERAL (SELECT area, channel, corrects, as_of, reason FROM count_report WHERE election = $1 AND source = k.source AND seq = k.seq OFFSET 0) n
 CROSS JOIN LATERAL (SELECT as_of FROM count_report WHERE election = $1 AND source = k.source AND seq = n.corrects OFFSET 0) o
 CROSS JOIN LATERAL (
   SELECT point, least(point, $5::timestamptz) AS occurred_at
     FROM date_bin('10 minutes', o.as_of + interval '10 minutes' - interval '1 microsecond', timestamptz 'epoch') AS b (point)) t
 CROSS JOIN LATERAL (
   -- By how much the corrections change the precinct's figure: what stands, less what would without them.
   SELECT coalesce(sum(v.sign * r.issued) FILTER (WHERE NOT v.past), 0)::bigint AS issued,
          coalesce(sum(v.sign * r.issued) FILTER (WHERE v.past), 0)::bigint AS occurred,
          coalesce(sum(r.issued) FILTER (WHERE v.past AND v.sign = 1), 0)::bigint AS occurred_own
     FROM (VALUES (1, false, $5::timestamptz), (-1, false, $5), (1, true, t.occurred_at), (-1, true, t.occurred_at)) AS v (sign, past, until)
    CROSS JOIN LATERAL (
      SELECT e.issued
        FROM count_report e
       WHERE e.election = $1 AND e.area = n.area AND e.channel = n.channel
         AND e.as_of <= v.until AND e.as_of >= $7::timestamptz AND pg_visible_in_snapshot(e.xid, $4::pg_snapshot)
         AND (v.sign = 1 OR (e.source, e.seq) NOT IN (SELECT source, seq FROM added))
         AND NOT EXISTS (SELECT FROM (SELECT source, seq, xid, as_of FROM count_report WHERE election = $1 AND source = e.source AND corrects = e.seq OFFSET 0) x
                          WHERE pg_visible_in_snapshot(x.xid, $4::pg_snapshot) AND x.as_of <= $5::timestamptz AND x.as_of >= $7::timestamptz
                            AND (v.sign = 1 OR (x.source, x.seq) NOT IN (SELECT source, seq FROM added)))
       ORDER BY e.as_of DESC, e.received_at DESC, e.seq DESC, e.source DESC
       LIMIT 1) r) c
  JOIN area_ancestor a ON a.election = $1 AND a.precinct = n.area AND a.level = $3
  JOIN area_sum s ON s.election = $1 AND s.area = a.area AND s.channel = n.channel
  LEFT JOIN LATERAL (
    SELECT a.area, c.occurred_own AS issued WHERE a.area = n.area
    UNION ALL
    SELECT d.area, (SELECT coalesce(sum(issued), 0)::bigint FROM occurred_sum
                     WHERE election = $1 AND area = d.area AND channel = n.channel AND at <= t.point)
      FROM area_ancestor d
     WHERE a.area <> n.area AND d.election = $1 AND d.precinct = n.area AND d.level = $6) p ON true
 ORDER BY k.source, k.seq;
