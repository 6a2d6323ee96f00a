-- One row a number, of those that are stored for the source $2 of the election $1, with its place from 1 in the columns $3
-- to $10, and whether the row there holds the same content. Primary key.
SELECT n.place::int AS place,
       b.type = n.type AND b.area = n.area AND b.channel = n.channel AND b.occurred_at = n.occurred_at
       AND b.cancels IS NOT DISTINCT FROM n.cancels AND b.reason IS NOT DISTINCT FROM n.reason AS same,
       ballot_issue_carries(b.election, b.source, b.seq, n.voter) AS same_voter
  FROM unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::bytea[], $9::bigint[], $10::text[])
       WITH ORDINALITY AS n (seq, type, area, channel, occurred_at, voter, cancels, reason, place)
  JOIN ballot_issue b ON b.election = $1 AND b.source = $2 AND b.seq = n.seq
