-- One row: the precincts of election $1 of which one would expect to have heard by now, as of the last snapshot: open, and never reported;
-- or more than an hour behind the report of the middle one of their channel. How many, and the first 1,000 of them, those never heard
-- first, then by their last report, with when it was received. Indexes: area_sum_pkey, feed_pkey, effective_report_pkey, count_report_pkey,
-- voting_hours_pkey.
WITH w AS (
  SELECT as_of FROM counting_watermark WHERE election = $1
), middle AS (
  SELECT channel, percentile_disc(0.5) WITHIN GROUP (ORDER BY as_of) AS as_of FROM effective_report WHERE election = $1 GROUP BY channel
), silent AS (
  SELECT f.area, f.channel, r.as_of, r.source, r.seq
    FROM feed f
    JOIN area a ON a.election = f.election AND a.area = f.area
    JOIN area_sum s ON s.election = f.election AND s.area = f.area AND s.channel = f.channel
    LEFT JOIN effective_report r ON r.election = f.election AND r.area = f.area AND r.channel = f.channel
    LEFT JOIN middle m ON m.channel = f.channel
   WHERE f.election = $1 AND (s.feeds_reported = 0 OR r.as_of < m.as_of - interval '1 hour')
     AND EXISTS (SELECT FROM voting_hours h, w
                  WHERE h.election = $1 AND h.channel = f.channel AND h.timezone = a.timezone AND h.opens_at <= w.as_of AND w.as_of < h.closes_at)
)
SELECT (SELECT count(*) FROM silent) AS silent,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('area', l.area, 'channel', l.channel, 'lastAsOf', l.as_of, 'heardAt', l.received_at)
                                  ORDER BY l.as_of NULLS FIRST, l.area, l.channel), '[]')
          FROM (SELECT q.area, q.channel, q.as_of, c.received_at
                  FROM (SELECT * FROM silent ORDER BY as_of NULLS FIRST, area, channel LIMIT 1000) q
                  LEFT JOIN count_report c ON c.election = $1 AND c.source = q.source AND c.seq = q.seq) l) AS listed;
