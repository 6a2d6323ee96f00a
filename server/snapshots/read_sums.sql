-- One row an area and channel at the root or at level $2 of election $1: the sums as they stand, in the order of every array.
-- Indexes: area_pkey, channel_pkey, area_sum_pkey.
SELECT a.area, a.parent IS NULL AS root, s.channel, s.registered, s.issued, s.ballots_cast,
       s.feeds, s.feeds_reported, s.registered_reported
  FROM area a
  JOIN channel c ON c.election = a.election
  JOIN area_sum s ON s.election = a.election AND s.area = a.area AND s.channel = c.channel
 WHERE a.election = $1 AND (a.parent IS NULL OR a.level = $2)
 ORDER BY a.position, s.channel;
