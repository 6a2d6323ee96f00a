-- One row a channel of election $1: what is kept in depth of area $3 under snapshot $2; none where it was not kept so deep.
-- Indexes: snapshot_depth_pkey, area_pkey.
SELECT d.channel, d.registered[p.place] AS registered, d.issued[p.place] AS issued, d.ballots_cast[p.place] AS ballots_cast
  FROM area a
 CROSS JOIN LATERAL (SELECT count(*)::integer AS place FROM area b
                      WHERE b.election = a.election AND b.level = a.level AND b.position <= a.position) p
  JOIN snapshot_depth d ON d.election = a.election AND d.level = a.level AND d.number = $2
 WHERE a.election = $1 AND a.area = $3;
