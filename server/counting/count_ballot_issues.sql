-- One row: adds to the sums of election $1 the ballot issues visible now ($3) and not when last counted ($2), of those from the first
-- opening ($5) to instant $4, and those that waited and whose time has come. $6 is the level shown, for the curve by occurrence.
-- `discrepancies` is where more is issued or cast than can be, and was not before. What lies above the precincts is added up from
-- their parents, which are few. Indexes: ballot_issue_new, waiting_row_pkey, area_pkey, area_inner, area_sum_pkey, area_sum_unreported,
-- occurred_sum_pkey.
WITH RECURSIVE grouped AS (
  SELECT area, channel, date_bin('10 minutes', occurred_at, timestamptz '1970-01-01T00:00:00.000001Z') AS after,
         (count(*) FILTER (WHERE type = 'issued') - count(*) FILTER (WHERE type = 'cancelled'))::integer AS issued,
         (count(*) FILTER (WHERE type = 'cast'))::integer AS ballots_cast
    FROM ballot_issue
   WHERE election = $1
     AND ((xid >= pg_snapshot_xmax($2::pg_snapshot) AND xid < pg_snapshot_xmax($3::pg_snapshot))
          OR xid = ANY (ARRAY(SELECT pg_snapshot_xip($2::pg_snapshot))))
     AND pg_visible_in_snapshot(xid, $3::pg_snapshot)
     AND occurred_at <= $4::timestamptz AND occurred_at >= $5::timestamptz
   GROUP BY area, channel, after
), released AS (
  DELETE FROM waiting_row
   WHERE election = $1 AND kind = 'ballot_issue' AND due_at <= $4::timestamptz
  RETURNING area, channel, type, due_at
), due AS MATERIALIZED (
  SELECT d.area, d.channel, d.after + interval '599.999999 seconds' AS at, d.issued, d.ballots_cast, a.parent, a.level
    FROM (SELECT area, channel, after, issued, ballots_cast FROM grouped
          UNION ALL
          SELECT area, channel, date_bin('10 minutes', due_at, timestamptz '1970-01-01T00:00:00.000001Z'),
                 CASE type WHEN 'issued' THEN 1 WHEN 'cancelled' THEN -1 ELSE 0 END, CASE type WHEN 'cast' THEN 1 ELSE 0 END
            FROM released) d
    JOIN area a ON a.election = $1 AND a.area = d.area
), placed AS MATERIALIZED (
  SELECT parent, channel, at, sum(issued) AS issued, sum(ballots_cast) AS ballots_cast FROM due GROUP BY parent, channel, at
), newly AS MATERIALIZED (
  -- As the sums stood before this statement.
  SELECT a.parent, s.channel, count(*) AS feeds, sum(s.registered) AS registered
    FROM area_sum s
    JOIN area a ON a.election = s.election AND a.area = s.area
   WHERE s.election = $1 AND s.feeds_reported = 0 AND s.channel = ANY (ARRAY(SELECT DISTINCT channel FROM placed))
     AND EXISTS (SELECT FROM due d WHERE d.area = s.area AND d.channel = s.channel)
   GROUP BY a.parent, s.channel
), inner_area AS MATERIALIZED (
  SELECT area, parent, level FROM area WHERE election = $1 AND NOT leaf
), above AS (
  SELECT area AS origin, area, parent, level FROM inner_area
  UNION ALL
  SELECT b.origin, i.area, i.parent, i.level FROM above b JOIN inner_area i ON i.area = b.parent
), summed AS (
  UPDATE area_sum s
     SET issued = s.issued + d.issued, ballots_cast = s.ballots_cast + d.ballots_cast,
         feeds_reported = CASE WHEN d.leaf THEN 1 ELSE s.feeds_reported + d.feeds END,
         registered_reported = CASE WHEN d.leaf THEN s.registered ELSE s.registered_reported + d.registered END
    FROM (SELECT area, channel, sum(issued) AS issued, sum(ballots_cast) AS ballots_cast, true AS leaf, 0 AS feeds, 0 AS registered
            FROM due GROUP BY area, channel
          UNION ALL
          SELECT b.area, p.channel, sum(p.issued)::bigint, sum(p.ballots_cast)::bigint, false, sum(p.feeds)::integer, sum(p.registered)::bigint
            FROM (SELECT parent, channel, issued, ballots_cast, 0 AS feeds, 0 AS registered FROM placed
                  UNION ALL
                  SELECT parent, channel, 0, 0, feeds, registered FROM newly) p
            JOIN above b ON b.origin = p.parent
           GROUP BY b.area, p.channel) d
   WHERE s.election = $1 AND s.area = d.area AND s.channel = d.channel
  RETURNING d.leaf, s.area, s.channel, s.registered, s.issued, s.ballots_cast, d.issued AS added, d.ballots_cast AS cast_added
), curve AS (
  INSERT INTO occurred_sum AS o (election, area, channel, at, issued, ballots_cast)
  SELECT $1, c.area, c.channel, c.at, sum(c.issued), sum(c.ballots_cast)
    FROM (SELECT area, channel, at, issued, ballots_cast FROM due WHERE level = $6
          UNION ALL
          SELECT b.area, p.channel, p.at, p.issued, p.ballots_cast FROM placed p JOIN above b ON b.origin = p.parent AND b.level = $6) c
   GROUP BY c.area, c.channel, c.at
  ON CONFLICT (election, area, channel, at)
  DO UPDATE SET issued = o.issued + excluded.issued, ballots_cast = o.ballots_cast + excluded.ballots_cast
)
SELECT coalesce(jsonb_agg(jsonb_build_object('rule', v.rule, 'area', s.area, 'channel', s.channel, 'issued', s.issued,
                                             'cast', s.ballots_cast, 'registered', s.registered)), '[]') AS discrepancies
  FROM summed s
  JOIN channel k ON k.election = $1 AND k.channel = s.channel
 CROSS JOIN LATERAL (VALUES
   ('above-electorate', s.registered > 0 AND s.issued > s.registered, s.issued - s.added > s.registered),
   ('zero-electorate', s.registered = 0 AND s.issued > 0, s.issued - s.added > 0),
   ('cast-above-issued', NOT k.revotes AND s.ballots_cast > s.issued, s.ballots_cast - s.cast_added > s.issued - s.added)) AS v (rule, now, before)
 WHERE s.leaf AND (s.issued > s.registered OR s.ballots_cast > s.issued) AND v.now AND NOT v.before;
