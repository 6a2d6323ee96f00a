-- One row: how many precincts fed by events were newly covered because a source for them was heard, though none of its events
-- was theirs, in election $1. Reads as many precincts as were not covered, which in time are few.
-- Indexes: source_progress_pkey, source_line_pkey, source_pkey, ballot_issue_pkey, feed_events, area_sum_unreported, area_ancestor_pkey.
WITH heard AS MATERIALIZED (
  SELECT DISTINCT c.channel, o.area
    FROM source o
    JOIN channel c ON c.election = $1 AND (c.channel = o.channel OR o.channel IS NULL)
   WHERE o.election = $1 AND o.revoked_at IS NULL
     AND (EXISTS (SELECT FROM source_progress p WHERE p.election = $1 AND p.source = o.source)
          OR EXISTS (SELECT FROM source_line l WHERE l.election = $1 AND l.source = o.source))
     AND (o.channel IS NOT NULL OR EXISTS (SELECT FROM (SELECT FROM ballot_issue b WHERE b.election = $1 AND b.source = o.source ORDER BY b.seq LIMIT 1) one))
     AND EXISTS (SELECT FROM feed f WHERE f.election = $1 AND f.channel = c.channel AND f.feed = 'events')
), silent AS MATERIALIZED (
  SELECT s.area, s.channel, s.registered
    FROM area_sum s
    JOIN feed f ON f.election = s.election AND f.area = s.area AND f.channel = s.channel AND f.feed = 'events'
   WHERE s.election = $1 AND s.feeds_reported = 0 AND s.channel = ANY (ARRAY(SELECT channel FROM heard))
), newly AS (
  SELECT area, channel, registered FROM silent WHERE channel IN (SELECT channel FROM heard WHERE area IS NULL)
  UNION
  SELECT q.area, q.channel, q.registered
    FROM silent q
    JOIN area_ancestor a ON a.election = $1 AND a.precinct = q.area
    JOIN heard h ON h.area = a.area AND h.channel = q.channel
), spread AS (
  SELECT a.area, n.channel, count(*) AS feeds, sum(n.registered) AS registered
    FROM newly n JOIN area_ancestor a ON a.election = $1 AND a.precinct = n.area
   GROUP BY a.area, n.channel
), summed AS (
  UPDATE area_sum s
     SET feeds_reported = s.feeds_reported + d.feeds, registered_reported = s.registered_reported + d.registered
    FROM spread d
   WHERE s.election = $1 AND s.area = d.area AND s.channel = d.channel
)
SELECT count(*)::integer AS newly_heard FROM newly;
