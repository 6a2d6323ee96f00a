-- One row a number, of those that are stored for the source $2 of the election $1, with its place from 1 in the columns $3
-- to $11, and whether the row there holds the same content. A report carries no voter. Primary key.
SELECT n.place::int AS place,
       r.area = n.area AND r.channel = n.channel AND r.as_of = n.as_of AND r.issued = n.issued
       AND r.ballots_cast IS NOT DISTINCT FROM n.ballots_cast AND r.registered IS NOT DISTINCT FROM n.registered
       AND r.corrects IS NOT DISTINCT FROM n.corrects AND r.reason IS NOT DISTINCT FROM n.reason AS same,
       true AS same_voter
  FROM unnest($3::bigint[], $4::text[], $5::text[], $6::timestamptz[], $7::bigint[], $8::bigint[], $9::bigint[],
              $10::bigint[], $11::text[])
       WITH ORDINALITY AS n (seq, area, channel, as_of, issued, ballots_cast, registered, corrects, reason, place)
  JOIN count_report r ON r.election = $1 AND r.source = $2 AND r.seq = n.seq
