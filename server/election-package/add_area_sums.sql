-- One row an area and channel of election $1 below which there is a feed, all nothing but the number of feeds: counting
-- adds the electors when it first meets their rows. Those of a channel lie together, as they are counted.
-- Joins by area_ancestor_pkey and area_pkey.
INSERT INTO area_sum (election, area, channel, feeds, parent, level, leaf)
SELECT $1, s.area, s.channel, s.feeds, a.parent, a.level, a.leaf
  FROM (SELECT above.area, feed.channel, count(*)::int AS feeds
          FROM feed
          JOIN area_ancestor above ON above.election = $1 AND above.precinct = feed.area
         WHERE feed.election = $1
         GROUP BY above.area, feed.channel) s
  JOIN area a ON a.election = $1 AND a.area = s.area
 ORDER BY a.leaf, s.channel, s.area;
