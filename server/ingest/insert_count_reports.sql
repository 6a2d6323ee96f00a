-- One row: the numbers of the count reports that were stored now for the source $2 of the election $1, NULL where all of them were. What is
-- there already, by number or by what it corrects, is left out, as is a number that a ballot issue of the source carries. $3 to $11: a
-- column each. In order of number, so that batches that overlap wait for one another and never in a circle. Primary keys and index
-- "already-corrected".
WITH stored AS (
  INSERT INTO count_report (election, source, seq, area, channel, as_of, issued, ballots_cast, registered, corrects, reason)
  SELECT $1, $2, n.seq, n.area, n.channel, n.as_of, n.issued, n.ballots_cast, n.registered, n.corrects, n.reason
    FROM unnest($3::bigint[], $4::text[], $5::text[], $6::timestamptz[], $7::bigint[], $8::bigint[], $9::bigint[],
                $10::bigint[], $11::text[])
         AS n (seq, area, channel, as_of, issued, ballots_cast, registered, corrects, reason)
   WHERE NOT EXISTS (SELECT FROM ballot_issue b WHERE b.election = $1 AND b.source = $2 AND b.seq = n.seq)
   ORDER BY n.seq
  ON CONFLICT DO NOTHING
  RETURNING seq
)
SELECT CASE WHEN count(*) < cardinality($3::bigint[]) THEN coalesce(array_agg(seq), '{}') END AS numbers FROM stored
