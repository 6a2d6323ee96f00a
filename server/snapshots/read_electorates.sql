-- One row a change of the registered electors of an area of level $2 and a channel in election $1, in order of time; what a precinct
-- begins with counts from the beginning (at null). Where the report that stands at an instant tells the electorate, that is it from
-- there on, as in counting: reports not before $4 and not after $3, not corrected away by one of that time, the latest instant, the last
-- received, and no more than is counted. Indexes: electorate_pkey, area_ancestor_pkey, count_report_telling_electorate, count_report_precinct,
-- "already-corrected".
WITH telling AS MATERIALIZED (
  SELECT DISTINCT area, channel FROM count_report WHERE election = $1 AND registered IS NOT NULL
), counted AS MATERIALIZED (
  SELECT counted FROM counting_watermark WHERE election = $1
), standing AS (
  SELECT DISTINCT ON (r.area, r.channel, r.as_of) r.area, r.channel, r.as_of, r.registered
    FROM telling t
    JOIN count_report r ON r.election = $1 AND r.area = t.area AND r.channel = t.channel
   CROSS JOIN counted w
   WHERE r.as_of >= $4::timestamptz AND r.as_of <= $3::timestamptz AND pg_visible_in_snapshot(r.xid, w.counted)
     AND NOT EXISTS (SELECT FROM (SELECT xid, as_of FROM count_report WHERE election = $1 AND source = r.source AND corrects = r.seq OFFSET 0) c
                      WHERE pg_visible_in_snapshot(c.xid, w.counted)
                        AND c.as_of <= $3::timestamptz AND c.as_of >= $4::timestamptz)
   ORDER BY r.area, r.channel, r.as_of, r.received_at DESC, r.seq DESC, r.source DESC
), told AS (
  SELECT area, channel, CASE WHEN row_number() OVER (PARTITION BY area, channel ORDER BY as_of, change) = 1 THEN '-infinity' ELSE as_of END AS at,
         false AS by_report, change, registered
    FROM electorate WHERE election = $1
   UNION ALL
  SELECT area, channel, as_of, true, 0, registered FROM standing
), ordered AS (
  -- Each row with the electorate and the report that hold there.
  SELECT area, channel, at, by_report, registered, row_number() OVER w AS position,
         count(*) FILTER (WHERE NOT by_report) OVER w AS electorate, count(*) FILTER (WHERE by_report) OVER w AS report
    FROM told
  WINDOW w AS (PARTITION BY area, channel ORDER BY at, by_report, change)
), holding AS (
  SELECT area, channel, at, position,
         coalesce(max(registered) FILTER (WHERE by_report) OVER (PARTITION BY area, channel, report),
                  max(registered) FILTER (WHERE NOT by_report) OVER (PARTITION BY area, channel, electorate)) AS registered
    FROM ordered
)
SELECT a.area, h.channel, CASE WHEN isfinite(h.at) THEN extract(epoch FROM h.at)::bigint END AS at, sum(h.registered - h.before)::bigint AS registered
  FROM (SELECT area, channel, at, registered, lag(registered, 1, 0) OVER (PARTITION BY area, channel ORDER BY position) AS before FROM holding) h
  JOIN area_ancestor a ON a.election = $1 AND a.precinct = h.area AND a.level = $2
 WHERE h.registered <> h.before OR NOT isfinite(h.at)
 GROUP BY a.area, h.channel, 3
 ORDER BY 3 NULLS FIRST;
