-- One row: how many precincts' registered counts changed between what was counted ($2) and what is visible now ($3),
-- as of instant $4, in election $1; the sums of every area above them are changed alike. An electorate is the latest
-- that holds at $4, before the first the first; a count report that states its own electorate overrides it. `discrepancies`:
-- where more ballots are issued than electors now registered, and were not before.
-- Indexes: electorate_new, electorate_pkey, waiting_row_pkey, area_ancestor_pkey, area_sum_pkey.
WITH fresh AS MATERIALIZED (
  SELECT area, channel, as_of, change
    FROM electorate
   WHERE election = $1
     AND ((xid >= pg_snapshot_xmax($2::pg_snapshot) AND xid < pg_snapshot_xmax($3::pg_snapshot))
          OR xid = ANY (ARRAY(SELECT pg_snapshot_xip($2::pg_snapshot))))
     AND pg_visible_in_snapshot(xid, $3::pg_snapshot)
), held AS (
  INSERT INTO waiting_row (election, due_at, kind, source, seq, area, channel)
  SELECT $1, as_of, 'electorate', '', change, area, channel FROM fresh WHERE as_of > $4::timestamptz
), released AS (
  DELETE FROM waiting_row
   WHERE election = $1 AND kind = 'electorate' AND due_at <= $4::timestamptz
  RETURNING area, channel
), touched AS (
  SELECT area, channel FROM fresh UNION SELECT area, channel FROM released
), changed AS (
  SELECT t.area, t.channel, s.issued, s.registered AS old_registered, coalesce(r.registered, e.registered) AS new_registered,
         coalesce(r.registered, e.registered) - s.registered AS registered,
         CASE WHEN s.feeds_reported > 0 THEN coalesce(r.registered, e.registered) - s.registered ELSE 0 END AS registered_reported
    FROM touched t
    JOIN area_sum s ON s.election = $1 AND s.area = t.area AND s.channel = t.channel
    CROSS JOIN LATERAL (
      SELECT registered FROM electorate
       WHERE election = $1 AND area = t.area AND channel = t.channel AND pg_visible_in_snapshot(xid, $3::pg_snapshot)
       ORDER BY as_of <= $4::timestamptz DESC,
                CASE WHEN as_of <= $4::timestamptz THEN as_of END DESC,
                CASE WHEN as_of <= $4::timestamptz THEN change END DESC, as_of, change DESC
       LIMIT 1) e
    LEFT JOIN effective_report r ON r.election = $1 AND r.area = t.area AND r.channel = t.channel
   WHERE coalesce(r.registered, e.registered) <> s.registered
), spread AS (
  SELECT a.area, c.channel, sum(c.registered) AS registered, sum(c.registered_reported) AS registered_reported
    FROM changed c JOIN area_ancestor a ON a.election = $1 AND a.precinct = c.area
   GROUP BY a.area, c.channel
), summed AS (
  UPDATE area_sum s
     SET registered = s.registered + d.registered, registered_reported = s.registered_reported + d.registered_reported
    FROM spread d
   WHERE s.election = $1 AND s.area = d.area AND s.channel = d.channel
)
SELECT count(*)::integer AS changed,
       coalesce(jsonb_agg(jsonb_build_object('rule', CASE new_registered WHEN 0 THEN 'zero-electorate' ELSE 'above-electorate' END,
                                             'area', area, 'channel', channel, 'issued', issued, 'registered', new_registered,
                                             'registeredBefore', old_registered))
                FILTER (WHERE issued > new_registered AND (issued <= old_registered OR (new_registered = 0) <> (old_registered = 0))),
                '[]') AS discrepancies
  FROM changed;
