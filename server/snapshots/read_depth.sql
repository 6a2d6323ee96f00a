-- One row a level and channel kept in depth under snapshot $2 of election $1; a level's first row has the codes of its areas in the order of
-- all its arrays.
-- Indexes: snapshot_depth_pkey, area_pkey.
SELECT d.level, d.channel, d.registered, d.issued, d.ballots_cast,
       CASE WHEN row_number() OVER (PARTITION BY d.level ORDER BY c.position) = 1
            THEN (SELECT array_agg(a.area ORDER BY a.position) FROM area a WHERE a.election = d.election AND a.level = d.level) END AS codes
  FROM snapshot_depth d
  JOIN channel c ON c.election = d.election AND c.channel = d.channel
 WHERE d.election = $1 AND d.number = $2
 ORDER BY d.level, c.position;
