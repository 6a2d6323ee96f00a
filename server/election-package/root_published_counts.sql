-- One row a figure published for the whole of election $1, in the package's order.
-- Relies on published_count_pkey and area_pkey.
SELECT c.area, c.channel, c.at_from, c.at, c.measure, c.value, c.denominator, c.status, c.source
  FROM published_count c
  JOIN area a ON a.election = c.election AND a.area = c.area AND a.parent IS NULL
 WHERE c.election = $1
 ORDER BY c.position;
