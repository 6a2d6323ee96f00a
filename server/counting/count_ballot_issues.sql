-- One row: adds to the sums of election $1 the ballot issues visible now ($3) and not when last counted ($2), of those from the first
-- opening ($5) to instant $4, and those that waited and whose time has come. $6 is the level shown, for the curve by occurrence.
-- A cancellation counts from the later of its own instant and that of the ballot that it cancels, and never where that ballot never does.
-- `discrepancies` is where more is issued or cast than can be, and was not before. What lies above the precincts is added up from
-- their parents, which are few. Indexes: ballot_issue_new, waiting_row_pkey, ballot_issue_pkey for what is cancelled, area_sum_pkey, of
-- which a minute that touches many precincts reads a channel's part, feed_events, area_inner, area_sum_inner, area_sum_unreported, occurred_sum_pkey.
WITH RECURSIVE released AS (
  DELETE FROM waiting_row
   WHERE election = $1 AND kind = 'ballot_issue' AND due_at <= $4::timestamptz
  RETURNING area, channel, type, due_at
), due AS NOT MATERIALIZED (
  SELECT area, channel, type, at
    FROM (SELECT b.area, b.channel, b.type,
                 CASE WHEN b.cancels IS NULL THEN b.occurred_at
                      ELSE (SELECT greatest(b.occurred_at, t.occurred_at)
                              FROM ballot_issue t
                             WHERE t.election = $1 AND t.source = b.source AND t.seq = b.cancels AND t.occurred_at >= $5::timestamptz)
                 END AS at
            FROM ballot_issue b
           WHERE b.election = $1
             AND ((b.xid >= pg_snapshot_xmax($2::pg_snapshot) AND b.xid < pg_snapshot_xmax($3::pg_snapshot))
                  OR b.xid = ANY (ARRAY(SELECT pg_snapshot_xip($2::pg_snapshot))))
             AND pg_visible_in_snapshot(b.xid, $3::pg_snapshot)
             AND b.occurred_at <= $4::timestamptz AND b.occurred_at >= $5::timestamptz) f
   WHERE at <= $4::timestamptz
  UNION ALL
  SELECT area, channel, type, due_at FROM released
), grouped AS (
  SELECT area, channel, (count(*) FILTER (WHERE type = 'issued') - count(*) FILTER (WHERE type = 'cancelled'))::integer AS issued,
         (count(*) FILTER (WHERE type = 'cast'))::integer AS ballots_cast,
         date_bin('10 minutes', min(at), timestamptz '1970-01-01T00:00:00.000001Z') AS first_after,
         date_bin('10 minutes', max(at), timestamptz '1970-01-01T00:00:00.000001Z') AS last_after
    FROM due
   GROUP BY area, channel
), summed AS (
  UPDATE area_sum s
     SET issued = s.issued + d.issued, ballots_cast = s.ballots_cast + d.ballots_cast, feeds_reported = 1, registered_reported = s.registered
    FROM grouped d
   WHERE s.election = $1 AND s.leaf AND s.area = d.area AND s.channel = d.channel
     -- The channels of single ballots, so that no sum of another is read.
     AND s.channel = ANY (ARRAY(
           SELECT k.channel FROM channel k
            WHERE k.election = $1 AND EXISTS (SELECT FROM feed f WHERE f.election = $1 AND f.channel = k.channel AND f.feed = 'events' OFFSET 0)))
  RETURNING s.parent, s.level, s.area, s.channel, s.registered, s.issued, s.ballots_cast, d.issued AS added, d.ballots_cast AS cast_added,
            d.first_after, d.first_after = d.last_after AS in_one
), in_parents AS MATERIALIZED (
  SELECT parent, channel, first_after AS after, in_one, CASE WHEN level = $6 THEN area END AS shown, sum(added) AS issued, sum(cast_added) AS ballots_cast
    FROM summed
   GROUP BY parent, channel, first_after, in_one, shown
), straddling AS (
  -- Nearly every precinct's new ballots lie in one stretch of the curve; only where some do not are the rows looked at again.
  SELECT s.parent, s.channel, date_bin('10 minutes', d.at, timestamptz '1970-01-01T00:00:00.000001Z') AS after,
         CASE WHEN s.level = $6 THEN s.area END AS shown,
         count(*) FILTER (WHERE d.type = 'issued') - count(*) FILTER (WHERE d.type = 'cancelled') AS issued,
         count(*) FILTER (WHERE d.type = 'cast') AS ballots_cast
    FROM due d
    JOIN summed s ON s.area = d.area AND s.channel = d.channel AND NOT s.in_one
   WHERE (SELECT bool_or(NOT in_one) FROM in_parents)
   GROUP BY s.parent, s.channel, after, shown
), placed AS MATERIALIZED (
  SELECT parent, channel, after, shown, issued, ballots_cast FROM in_parents WHERE in_one
  UNION ALL
  SELECT parent, channel, after, shown, issued, ballots_cast FROM straddling
), newly AS MATERIALIZED (
  -- As the sums stood before this statement. In the order of the index of those that have not reported, so that the others are not read.
  SELECT s.parent, s.channel, count(*) AS feeds, sum(s.registered) AS registered
    FROM (SELECT area, parent, channel, registered
            FROM area_sum
           WHERE election = $1 AND feeds_reported = 0 AND leaf
           ORDER BY channel, area
          OFFSET 0) s
   WHERE (SELECT EXISTS (SELECT FROM area_sum WHERE election = $1 AND feeds_reported = 0 AND leaf))
     AND s.channel = ANY (ARRAY(SELECT DISTINCT channel FROM placed))
     AND EXISTS (SELECT FROM summed d WHERE d.area = s.area AND d.channel = s.channel)
   GROUP BY s.parent, s.channel
), inner_area AS MATERIALIZED (
  SELECT area, parent, level FROM area WHERE election = $1 AND NOT leaf
), above AS (
  SELECT area AS origin, area, parent, level FROM inner_area
  UNION ALL
  SELECT b.origin, i.area, i.parent, i.level FROM above b JOIN inner_area i ON i.area = b.parent
), summed_above AS (
  UPDATE area_sum s
     SET issued = s.issued + d.issued, ballots_cast = s.ballots_cast + d.ballots_cast,
         feeds_reported = s.feeds_reported + d.feeds, registered_reported = s.registered_reported + d.registered
    FROM (SELECT b.area, p.channel, sum(p.issued)::bigint AS issued, sum(p.ballots_cast)::bigint AS ballots_cast,
                 sum(p.feeds)::integer AS feeds, sum(p.registered)::bigint AS registered
            FROM (SELECT parent, channel, issued, ballots_cast, 0 AS feeds, 0 AS registered FROM placed
                  UNION ALL
                  SELECT parent, channel, 0, 0, feeds, registered FROM newly) p
            JOIN above b ON b.origin = p.parent
           GROUP BY b.area, p.channel) d
   WHERE s.election = $1 AND s.area = d.area AND s.channel = d.channel AND NOT s.leaf
), curve AS (
  INSERT INTO occurred_sum AS o (election, area, channel, at, issued, ballots_cast)
  SELECT $1, c.area, c.channel, c.after + interval '599.999999 seconds', sum(c.issued), sum(c.ballots_cast)
    FROM (SELECT shown AS area, channel, after, issued, ballots_cast FROM placed WHERE shown IS NOT NULL
          UNION ALL
          SELECT b.area, p.channel, p.after, p.issued, p.ballots_cast FROM placed p JOIN above b ON b.origin = p.parent AND b.level = $6) c
   GROUP BY c.area, c.channel, c.after
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
 WHERE (s.issued > s.registered OR s.ballots_cast > s.issued) AND v.now AND NOT v.before;
