-- One row: the precincts of election $1 of which one would expect to have heard by now, as of the last snapshot: open, and never reported;
-- or more than an hour behind the report of the middle one of their channel. How many, and the first 1,000 of them, those never heard
-- first, then by their last report, with when it was received. Reads those and, of the standing reports, half an index to find the middle one.
-- Indexes: area_sum_unreported, area_pkey, effective_report_as_of, count_report_pkey, voting_hours_pkey.
WITH open AS MATERIALIZED (
  SELECT DISTINCT h.channel, h.timezone
    FROM counting_watermark w
    JOIN voting_hours h ON h.election = w.election AND h.opens_at <= w.as_of AND w.as_of < h.closes_at
   WHERE w.election = $1
), middle AS MATERIALIZED (
  SELECT o.channel, m.as_of
    FROM (SELECT DISTINCT channel FROM open) o
   CROSS JOIN LATERAL (
     SELECT r.as_of
       FROM effective_report r
      WHERE r.election = $1 AND r.channel = o.channel
      ORDER BY r.as_of
     OFFSET (SELECT greatest(count(*) - 1, 0) / 2 FROM effective_report n WHERE n.election = $1 AND n.channel = o.channel)
      LIMIT 1) m
), silent AS MATERIALIZED (
  SELECT s.area, s.channel, NULL::timestamptz AS as_of, NULL::text AS source, NULL::bigint AS seq
    FROM area_sum s
   WHERE s.election = $1 AND s.feeds_reported = 0 AND s.leaf AND s.feeds > 0 AND s.channel = ANY (ARRAY(SELECT channel FROM open))
  UNION ALL
  SELECT r.area, r.channel, r.as_of, r.source, r.seq
    FROM middle m
    JOIN effective_report r ON r.election = $1 AND r.channel = m.channel AND r.as_of < m.as_of - interval '1 hour'
), expected AS MATERIALIZED (
  -- OFFSET 0 has each one's zone looked up once, however many zones are open.
  SELECT s.area, s.channel, s.as_of, s.source, s.seq
    FROM (SELECT q.*, (SELECT a.timezone FROM area a WHERE a.election = $1 AND a.area = q.area) AS timezone FROM silent q OFFSET 0) s
   WHERE (s.channel, s.timezone) IN (SELECT channel, timezone FROM open)
)
SELECT (SELECT count(*) FROM expected) AS silent,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('area', l.area, 'channel', l.channel, 'lastAsOf', l.as_of, 'heardAt', l.received_at)
                                  ORDER BY l.as_of NULLS FIRST, l.area, l.channel), '[]')
          FROM (SELECT q.area, q.channel, q.as_of, c.received_at
                  FROM (SELECT * FROM expected ORDER BY as_of NULLS FIRST, area, channel LIMIT 1000) q
                  LEFT JOIN count_report c ON c.election = $1 AND c.source = q.source AND c.seq = q.seq) l) AS listed;
