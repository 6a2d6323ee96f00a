-- One row: the numbers of the ballot issues that were stored now for the source $2 of the election $1, NULL where all of them were. What is
-- there already, by number or by what it cancels, is left out, as is a number that a count report of the source carries. $3 to $10: a
-- column each. In order of number, so that batches that overlap wait for one another and never in a circle. Primary keys and index
-- "already-cancelled".
WITH stored AS (
  INSERT INTO ballot_issue (election, source, seq, type, area, channel, occurred_at, voter, cancels, reason)
  SELECT $1, $2, n.seq, n.type, n.area, n.channel, n.occurred_at, n.voter, n.cancels, n.reason
    FROM unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::bytea[], $9::bigint[], $10::text[])
         AS n (seq, type, area, channel, occurred_at, voter, cancels, reason)
   WHERE NOT EXISTS (SELECT FROM count_report r WHERE r.election = $1 AND r.source = $2 AND r.seq = n.seq)
   ORDER BY n.seq
  ON CONFLICT DO NOTHING
  RETURNING seq
)
SELECT CASE WHEN count(*) < cardinality($3::bigint[]) THEN coalesce(array_agg(seq), '{}') END AS numbers FROM stored
