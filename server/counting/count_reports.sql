-- One row: what the count reports visible now ($3) and not when last counted ($2), and those whose time has come by $4, changed
-- in election $1. A precinct's sum changes by its new effective report less its old one. Reports before the first opening ($5)
-- never stand; late are those at or before the last snapshot's instant ($6). $7 is the level shown, for the curve by occurrence. A report
-- that corrects another does so only while it counts itself: not before its time has come, and never from before the first opening.
-- `corrections` are those that do so now for the first time, `corrected_since` the earliest instant that any of them touches.
-- `discrepancies` is what a person has to look at, `sources` who sent: how many rows, from which number to which, received and for when.
-- Whether a report is corrected is asked with OFFSET 0, by the key of what is corrected: before anything is known of the rows, the planner
-- would look through all of an instant's for each.
-- Indexes: count_report_new, count_report_pkey, count_report_precinct, "already-corrected", waiting_row_pkey, effective_report_pkey, area_sum_pkey.
WITH fresh AS MATERIALIZED (
  SELECT source, seq, area, channel, as_of, corrects, received_at
    FROM count_report
   WHERE election = $1
     AND ((xid >= pg_snapshot_xmax($2::pg_snapshot) AND xid < pg_snapshot_xmax($3::pg_snapshot))
          OR xid = ANY (ARRAY(SELECT pg_snapshot_xip($2::pg_snapshot))))
     AND pg_visible_in_snapshot(xid, $3::pg_snapshot)
), held AS (
  INSERT INTO waiting_row (election, due_at, kind, source, seq, area, channel)
  SELECT $1, as_of, 'count_report', source, seq, area, channel FROM fresh WHERE as_of > $4::timestamptz
), released AS (
  DELETE FROM waiting_row
   WHERE election = $1 AND kind = 'count_report' AND due_at <= $4::timestamptz
  RETURNING area, channel, due_at, source, seq
), correcting AS MATERIALIZED (
  SELECT n.source, n.seq, n.area, n.channel, least(n.as_of, o.as_of) AS since
    FROM (SELECT source, seq, area, channel, as_of, corrects FROM fresh WHERE corrects IS NOT NULL AND as_of <= $4::timestamptz
          UNION ALL
          SELECT w.source, w.seq, w.area, w.channel, w.due_at, r.corrects
            FROM released w
           CROSS JOIN LATERAL (SELECT corrects FROM count_report WHERE election = $1 AND source = w.source AND seq = w.seq OFFSET 0) r
           WHERE r.corrects IS NOT NULL) n
   CROSS JOIN LATERAL (SELECT as_of FROM count_report WHERE election = $1 AND source = n.source AND seq = n.corrects OFFSET 0) o
   WHERE n.as_of >= $5::timestamptz
), touched AS MATERIALIZED (
  SELECT area, channel, min(as_of) AS since
    FROM (SELECT area, channel, as_of FROM fresh
          UNION ALL
          SELECT area, channel, since FROM correcting
          UNION ALL
          SELECT area, channel, due_at FROM released) t
   GROUP BY area, channel
), standing AS MATERIALIZED (
  SELECT t.area, t.channel, n.source, n.seq, n.as_of, n.issued, n.ballots_cast, n.registered,
         o.source AS old_source, o.seq AS old_seq, o.as_of AS old_as_of, o.issued AS old_issued, o.ballots_cast AS old_ballots_cast,
         s.registered AS area_registered, k.revotes,
         CASE WHEN n.registered IS NOT NULL THEN n.registered
              WHEN o.registered IS NULL THEN s.registered
              ELSE (SELECT e.registered FROM electorate e
                     WHERE e.election = $1 AND e.area = t.area AND e.channel = t.channel AND pg_visible_in_snapshot(e.xid, $3::pg_snapshot)
                     ORDER BY e.as_of <= $4::timestamptz DESC,
                              CASE WHEN e.as_of <= $4::timestamptz THEN e.as_of END DESC,
                              CASE WHEN e.as_of <= $4::timestamptz THEN e.change END DESC, e.as_of, e.change DESC
                     LIMIT 1)
         END AS new_registered,
         (n.seq IS NOT NULL)::integer AS new_reported, s.feeds_reported AS old_reported
    FROM touched t
    JOIN area_sum s ON s.election = $1 AND s.area = t.area AND s.channel = t.channel
    JOIN channel k ON k.election = $1 AND k.channel = t.channel
    LEFT JOIN effective_report o ON o.election = $1 AND o.area = t.area AND o.channel = t.channel
    LEFT JOIN LATERAL (
      SELECT r.source, r.seq, r.as_of, r.issued, r.ballots_cast, r.registered
        FROM count_report r
       WHERE r.election = $1 AND r.area = t.area AND r.channel = t.channel
         AND r.as_of <= $4::timestamptz AND r.as_of >= $5::timestamptz
         AND pg_visible_in_snapshot(r.xid, $3::pg_snapshot)
         AND NOT EXISTS (SELECT FROM (SELECT xid, as_of FROM count_report WHERE election = $1 AND source = r.source AND corrects = r.seq OFFSET 0) c
                          WHERE pg_visible_in_snapshot(c.xid, $3::pg_snapshot)
                            AND c.as_of <= $4::timestamptz AND c.as_of >= $5::timestamptz)
       ORDER BY r.as_of DESC, r.received_at DESC, r.seq DESC, r.source DESC
       LIMIT 1) n ON true
), kept AS (
  INSERT INTO effective_report AS e (election, area, channel, source, seq, as_of, issued, ballots_cast, registered)
  SELECT $1, area, channel, source, seq, as_of, issued, ballots_cast, registered FROM standing WHERE seq IS NOT NULL
  ON CONFLICT (election, area, channel)
  DO UPDATE SET source = excluded.source, seq = excluded.seq, as_of = excluded.as_of, issued = excluded.issued,
                ballots_cast = excluded.ballots_cast, registered = excluded.registered
), gone AS (
  DELETE FROM effective_report e USING standing s
   WHERE s.seq IS NULL AND e.election = $1 AND e.area = s.area AND e.channel = s.channel
), spread AS (
  SELECT a.area, c.channel,
         sum(coalesce(c.issued, 0) - coalesce(c.old_issued, 0)) AS issued,
         sum(coalesce(c.ballots_cast, 0) - coalesce(c.old_ballots_cast, 0)) AS ballots_cast,
         sum(c.new_registered - c.area_registered) AS registered,
         sum(c.new_reported - c.old_reported) AS newly_reported,
         sum(c.new_registered * c.new_reported - c.area_registered * c.old_reported) AS registered_reported
    FROM standing c JOIN area_ancestor a ON a.election = $1 AND a.precinct = c.area
   GROUP BY a.area, c.channel
), summed AS (
  UPDATE area_sum s
     SET issued = s.issued + d.issued, ballots_cast = s.ballots_cast + d.ballots_cast, registered = s.registered + d.registered,
         feeds_reported = s.feeds_reported + d.newly_reported, registered_reported = s.registered_reported + d.registered_reported
    FROM spread d
   WHERE s.election = $1 AND s.area = d.area AND s.channel = d.channel
), steps AS (
  -- The reports that stood for each instant from the first touched one on: by what is visible now (1), and as last counted (-1).
  -- OFFSET 0 has them looked up precinct by precinct: their cost is what was touched, whatever is stored.
  SELECT DISTINCT ON (v.sign, t.area, t.channel, r.as_of) v.sign, t.area, t.channel, t.since, r.source, r.seq, r.as_of, r.issued, coalesce(r.ballots_cast, 0) AS ballots_cast
    FROM touched t
   CROSS JOIN (VALUES (1, $3::pg_snapshot, $4::timestamptz), (-1, $2::pg_snapshot, $6::timestamptz)) AS v (sign, visible, until)
   CROSS JOIN LATERAL (
     SELECT source, seq, as_of, issued, ballots_cast, received_at, xid
       FROM count_report
      WHERE election = $1 AND area = t.area AND channel = t.channel AND as_of <= v.until AND as_of >= $5::timestamptz
        AND as_of >= coalesce((SELECT max(b.as_of) FROM count_report b
                               WHERE b.election = $1 AND b.area = t.area AND b.channel = t.channel AND b.as_of < t.since
                                 AND b.as_of >= $5::timestamptz AND pg_visible_in_snapshot(b.xid, $2::pg_snapshot)
                                 AND NOT EXISTS (SELECT FROM (SELECT xid, as_of FROM count_report WHERE election = $1 AND source = b.source AND corrects = b.seq OFFSET 0) c
                                                  WHERE pg_visible_in_snapshot(c.xid, $2::pg_snapshot)
                                                    AND c.as_of <= $6::timestamptz AND c.as_of >= $5::timestamptz)), t.since)
     OFFSET 0) r
   WHERE pg_visible_in_snapshot(r.xid, v.visible)
     AND NOT EXISTS (SELECT FROM (SELECT xid, as_of FROM count_report WHERE election = $1 AND source = r.source AND corrects = r.seq OFFSET 0) c
                      WHERE pg_visible_in_snapshot(c.xid, v.visible)
                        AND c.as_of <= v.until AND c.as_of >= $5::timestamptz)
   ORDER BY v.sign, t.area, t.channel, r.as_of, r.received_at DESC, r.seq DESC, r.source DESC
), rises AS MATERIALIZED (
  SELECT sign, area, channel, source, seq, as_of, since, issued AS figure,
         issued - coalesce(lag(issued) OVER w, 0) AS issued, ballots_cast - coalesce(lag(ballots_cast) OVER w, 0) AS ballots_cast
    FROM steps WINDOW w AS (PARTITION BY sign, area, channel ORDER BY as_of)
), curve AS (
  INSERT INTO occurred_sum AS o (election, area, channel, at, issued, ballots_cast)
  SELECT $1, a.area, r.channel, date_bin('10 minutes', r.as_of + interval '10 minutes' - interval '1 microsecond', timestamptz 'epoch') AS at,
         sum(r.sign * r.issued), sum(r.sign * r.ballots_cast)
    FROM rises r JOIN area_ancestor a ON a.election = $1 AND a.precinct = r.area AND a.level = $7
   WHERE r.as_of >= r.since
   GROUP BY a.area, r.channel, 4
  HAVING sum(r.sign * r.issued) <> 0 OR sum(r.sign * r.ballots_cast) <> 0
  ON CONFLICT (election, area, channel, at)
  DO UPDATE SET issued = o.issued + excluded.issued, ballots_cast = o.ballots_cast + excluded.ballots_cast
), zone AS MATERIALIZED (
  SELECT channel, timezone, range_agg(tstzrange(opens_at, closes_at, '[]')) AS open
    FROM voting_hours WHERE election = $1 GROUP BY channel, timezone
), unshared AS (
  -- Outside the hours that all zones share: only these need their area's zone, which is looked up once for each.
  SELECT r.sign, r.area, r.channel, r.source, r.seq, r.as_of, r.figure, r.issued,
         (SELECT a.timezone FROM area a WHERE a.election = $1 AND a.area = r.area) AS timezone
    FROM rises r
    JOIN (SELECT channel, range_intersect_agg(open) AS open FROM zone GROUP BY channel OFFSET 0) e ON e.channel = r.channel
   WHERE r.issued <> 0 AND r.as_of >= r.since AND NOT e.open @> r.as_of
  OFFSET 0
), told AS (
  -- What the row of standing reports shows now and did not as last counted.
  SELECT 'falls' AS rule, area, channel, source, seq, as_of,
         max(figure) FILTER (WHERE sign = 1) AS figure, max(figure - issued) FILTER (WHERE sign = 1) AS before
    FROM rises
   WHERE issued < 0 AND as_of >= since
   GROUP BY area, channel, source, seq, as_of
  HAVING min(sign) = 1
  UNION ALL
  SELECT 'outside-hours', r.area, r.channel, r.source, r.seq, r.as_of,
         max(r.figure) FILTER (WHERE r.sign = 1), max(r.figure - r.issued) FILTER (WHERE r.sign = 1)
    FROM unshared r
    JOIN zone z ON z.channel = r.channel AND z.timezone = r.timezone
   WHERE NOT z.open @> r.as_of
   GROUP BY r.area, r.channel, r.source, r.seq, r.as_of
  HAVING min(r.sign) = 1
), odd AS (
  SELECT v.rule, s.area, s.channel, s.source, s.seq, s.issued, s.ballots_cast, s.new_registered
    FROM standing s
   CROSS JOIN LATERAL (VALUES
     ('above-electorate', s.new_registered > 0 AND s.issued > s.new_registered,
                          s.area_registered > 0 AND s.old_issued > s.area_registered),
     ('zero-electorate', s.new_registered = 0 AND s.issued > 0, s.area_registered = 0 AND s.old_issued > 0),
     ('cast-above-issued', NOT s.revotes AND s.ballots_cast > s.issued, s.old_ballots_cast > s.old_issued)) AS v (rule, now, before)
   WHERE v.now AND NOT coalesce(v.before, false)
)
SELECT (SELECT count(*) FROM fresh WHERE as_of <= $4::timestamptz AND as_of >= $5::timestamptz)::bigint AS counted,
       (SELECT count(*) FROM fresh WHERE as_of <= $6::timestamptz)::bigint AS late,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('source', source, 'seq', seq, 'area', area, 'channel', channel)), '[]')
          FROM correcting) AS corrections,
       (SELECT min(since) FROM correcting) AS corrected_since,
       (SELECT count(*) FROM standing WHERE new_registered <> area_registered)::integer AS registered_changed,
       (SELECT coalesce(jsonb_agg(f.found), '[]')
          FROM (SELECT jsonb_build_object('rule', rule, 'area', area, 'channel', channel, 'source', source, 'subject', source || '/' || seq,
                                          'seq', seq, 'issued', figure, 'before', before, 'at', as_of) AS found
                  FROM told
                UNION ALL
                SELECT jsonb_build_object('rule', rule, 'area', area, 'channel', channel, 'source', source, 'seq', seq,
                                          'issued', issued, 'cast', ballots_cast, 'registered', new_registered)
                  FROM odd
                UNION ALL
                SELECT jsonb_build_object('rule', rule, 'area', area, 'channel', channel, 'source', source, 'subject', source,
                                          'seq', min(seq), 'rows', count(*), 'firstAt', min(as_of), 'lastAt', max(as_of),
                                          'dueAt', CASE rule WHEN 'future' THEN max(as_of) END)
                  FROM (SELECT *, CASE WHEN as_of > $4::timestamptz THEN 'future' ELSE 'before-election' END AS rule
                          FROM fresh WHERE as_of > $4::timestamptz OR as_of < $5::timestamptz) q
                 GROUP BY rule, area, channel, source) f) AS discrepancies,
       (SELECT coalesce(jsonb_agg(h.heard), '[]')
          FROM (SELECT jsonb_build_object('source', source, 'rows', count(*), 'first', min(seq), 'last', max(seq),
                                          'receivedAt', max(received_at), 'lastAt', max(as_of)) AS heard
                  FROM fresh GROUP BY source) h) AS sources;
