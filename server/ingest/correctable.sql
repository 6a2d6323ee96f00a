-- One row a count report that the source $2 of the election $1 sent under one of the numbers $3, with the precinct and channel
-- in which it may be corrected. Primary key.
SELECT r.seq, r.area, r.channel
  FROM count_report r
 WHERE r.election = $1 AND r.source = $2 AND r.seq = ANY ($3::bigint[])
