-- One row a precinct and channel of the election $1, in the package's order, with every area that contains it and its electorate
-- as it changed. Primary keys.
SELECT f.channel, f.area AS code, a.timezone AS zone,
       (SELECT array_agg(c.area) FROM area_ancestor c WHERE c.election = f.election AND c.precinct = f.area) AS within,
       (SELECT array_agg(e.as_of ORDER BY e.as_of, e.change) FROM electorate e
         WHERE e.election = f.election AND e.area = f.area AND e.channel = f.channel) AS as_of,
       (SELECT array_agg(e.registered ORDER BY e.as_of, e.change) FROM electorate e
         WHERE e.election = f.election AND e.area = f.area AND e.channel = f.channel) AS registered
  FROM feed f
  JOIN area a ON a.election = f.election AND a.area = f.area
 WHERE f.election = $1
 ORDER BY a.position, f.channel
