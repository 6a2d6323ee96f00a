-- One row an area of election $1 down to depth $2, parents first, with its registered electors by channel as areas.json gives it.
-- Indexes: area_pkey, channel_pkey, area_sum_pkey.
SELECT a.area, a.parent, a.level, a.names, a.timezone, a.tile_col, a.tile_row, a.disputed, a.note,
       coalesce((SELECT jsonb_object_agg(s.channel, s.registered) FROM channel c
                   JOIN area_sum s ON s.election = c.election AND s.channel = c.channel AND s.area = a.area
                  WHERE c.election = a.election), '{}') AS registered
  FROM area a
 WHERE a.election = $1 AND a.depth <= $2
 ORDER BY a.position;
