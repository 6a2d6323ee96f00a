-- One row a message that the source $2 of the election $1 sent under one of the numbers $3, with the precinct and channel in which
-- it may be corrected, or with nothing where it is no count report. Primary keys.
SELECT r.seq, r.area, r.channel
  FROM count_report r
 WHERE r.election = $1 AND r.source = $2 AND r.seq = ANY ($3::bigint[])
UNION ALL
SELECT b.seq, NULL, NULL
  FROM ballot_issue b
 WHERE b.election = $1 AND b.source = $2 AND b.seq = ANY ($3::bigint[])
