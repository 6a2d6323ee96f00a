-- One row, the source $2 of the election $1 with what it may send for, and which loading of the election this is; none
-- where either is not there. Primary keys.
SELECT e.edition, i.mode, s.channel, s.area
  FROM source s
  JOIN election e ON e.election = s.election
 CROSS JOIN installation i
 WHERE s.election = $1 AND s.source = $2
