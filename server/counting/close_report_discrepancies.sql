-- No rows: closes, in snapshot $4 of election $1 as of $5, what was open about single reports of the precincts whose reports are new
-- ($2 last counted, $3 visible now) or who have a correction that counts from now on ($7, JSON, `area` and `channel`): a report corrected
-- away, or one that no longer stands below the one before it. Nothing before the first opening ($6) stands, or corrects. Indexes: discrepancy_open,
-- count_report_new, count_report_pkey, count_report_precinct, "already-corrected".
WITH open AS MATERIALIZED (
  SELECT discrepancy, rule, area, channel, source, seq
    FROM discrepancy
   WHERE election = $1 AND state = 'open' AND rule IN ('falls', 'outside-hours', 'before-election')
), touched AS MATERIALIZED (
  SELECT area, channel
    FROM count_report
   WHERE election = $1
     AND EXISTS (SELECT FROM open)
     AND ((xid >= pg_snapshot_xmax($2::pg_snapshot) AND xid < pg_snapshot_xmax($3::pg_snapshot))
          OR xid = ANY (ARRAY(SELECT pg_snapshot_xip($2::pg_snapshot))))
     AND pg_visible_in_snapshot(xid, $3::pg_snapshot)
   UNION
  SELECT area, channel FROM jsonb_to_recordset($7::jsonb) AS k (area text, channel text)
), gone AS (
  SELECT o.discrepancy
    FROM open o
    JOIN touched t ON t.area = o.area AND t.channel = o.channel
    JOIN count_report r ON r.election = $1 AND r.source = o.source AND r.seq = o.seq
   CROSS JOIN LATERAL (
     SELECT EXISTS (SELECT FROM (SELECT xid, as_of FROM count_report WHERE election = $1 AND source = r.source AND corrects = r.seq OFFSET 0) c
                     WHERE pg_visible_in_snapshot(c.xid, $3::pg_snapshot)
                       AND c.as_of <= $5::timestamptz AND c.as_of >= $6::timestamptz)
            AS corrected) w
    LEFT JOIN LATERAL (
      SELECT b.issued
        FROM count_report b
       WHERE o.rule = 'falls' AND b.election = $1 AND b.area = r.area AND b.channel = r.channel AND b.as_of < r.as_of
         AND b.as_of >= $6::timestamptz AND pg_visible_in_snapshot(b.xid, $3::pg_snapshot)
         AND NOT EXISTS (SELECT FROM (SELECT xid, as_of FROM count_report WHERE election = $1 AND source = b.source AND corrects = b.seq OFFSET 0) c
                          WHERE pg_visible_in_snapshot(c.xid, $3::pg_snapshot)
                            AND c.as_of <= $5::timestamptz AND c.as_of >= $6::timestamptz)
       ORDER BY b.as_of DESC, b.received_at DESC, b.seq DESC, b.source DESC
       LIMIT 1) b ON true
   WHERE w.corrected OR o.rule = 'falls' AND coalesce(b.issued, 0) <= r.issued
), closed AS (
  UPDATE discrepancy d SET state = 'closed' FROM gone g WHERE d.discrepancy = g.discrepancy RETURNING d.discrepancy
)
INSERT INTO discrepancy_change (discrepancy, state, why, number, as_of)
SELECT discrepancy, 'closed', 'cause-gone', $4, $5 FROM closed;
