-- No rows: keeps the sums of every level of election $1 under snapshot $2, one array a level and channel, in the order of
-- area.position. Grouped by numbers, which a country's precincts are sorted by far sooner than by names. Indexes: area_pkey, channel_pkey,
-- area_sum_pkey.
INSERT INTO snapshot_depth (election, number, level, channel, registered, issued, ballots_cast)
SELECT $1, $2, min(a.level), min(c.channel),
       array_agg(coalesce(s.registered, 0) ORDER BY a.position),
       array_agg(coalesce(s.issued, 0) ORDER BY a.position),
       array_agg(coalesce(s.ballots_cast, 0) ORDER BY a.position)
  FROM area a
  JOIN channel c ON c.election = a.election
  LEFT JOIN area_sum s ON s.election = a.election AND s.area = a.area AND s.channel = c.channel
 WHERE a.election = $1
 GROUP BY a.depth, c.position;
