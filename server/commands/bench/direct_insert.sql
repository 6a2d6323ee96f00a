-- No rows: ballots issued under the numbers $3 by source $2 in election $1, a column each: precincts $4, instants $5.
INSERT INTO ballot_issue (election, source, seq, type, area, channel, occurred_at)
SELECT $1, $2, n.seq, 'issued', n.area, 'online', n.occurred_at
  FROM unnest($3::bigint[], $4::text[], $5::timestamptz[]) AS n (seq, area, occurred_at);
