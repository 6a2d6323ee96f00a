-- One row: how many precincts fed by events were newly covered because a source for them was heard, though none of its events
-- was theirs, in election $1. Indexes: area_sum_pkey, feed_pkey, area_ancestor_pkey, ballot_issue_pkey.
WITH silent AS (
  SELECT s.area, s.channel, s.registered
    FROM area_sum s
    JOIN feed f ON f.election = s.election AND f.area = s.area AND f.channel = s.channel AND f.feed = 'events'
   WHERE s.election = $1 AND s.feeds_reported = 0
), newly AS (
  SELECT q.area, q.channel, q.registered
    FROM silent q
   WHERE EXISTS (SELECT FROM source o JOIN source_progress p ON p.election = o.election AND p.source = o.source
                  WHERE o.election = $1 AND o.revoked_at IS NULL
                    AND (o.channel = q.channel
                         OR o.channel IS NULL AND EXISTS (SELECT FROM ballot_issue b WHERE b.election = $1 AND b.source = o.source))
                    AND (o.area IS NULL OR EXISTS (SELECT FROM area_ancestor a WHERE a.election = $1 AND a.precinct = q.area AND a.area = o.area)))
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
