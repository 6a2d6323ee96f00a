-- One row, the election $1 and whether this database may hold rehearsals. Primary key.
SELECT e.timezone AS zone, e.display_level, e.opens_at, e.closes_at, i.mode
  FROM election e CROSS JOIN installation i
 WHERE e.election = $1
