-- One row a precinct of election $1 and an area that contains it, itself included.
-- Climbs by area_pkey.
INSERT INTO area_ancestor (election, precinct, area, level)
WITH RECURSIVE above AS (
  SELECT area AS precinct, area, level, parent FROM area WHERE election = $1 AND leaf
  UNION ALL
  SELECT above.precinct, area.area, area.level, area.parent
    FROM above JOIN area ON area.election = $1 AND area.area = above.parent
)
SELECT $1, precinct, area, level FROM above;
