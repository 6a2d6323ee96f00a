-- One row a bulletin whose last recount gave other figures than were frozen, with the first of them, in order. Index: bulletin_check_of.
SELECT b.election, b.hour, l.differences -> 0 ->> 'area' AS area, l.differences -> 0 ->> 'kept' AS kept,
       l.differences -> 0 ->> 'recounted' AS recounted
  FROM bulletin b
 CROSS JOIN LATERAL (
   SELECT outcome, differences FROM bulletin_check
    WHERE election = b.election AND number = b.number ORDER BY change DESC LIMIT 1) l
 WHERE l.outcome = 'differs'
 ORDER BY b.election, b.number;
