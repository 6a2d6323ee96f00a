-- No rows: ballots issued under the numbers $3 to $4 of source $2 in election $1, scattered over all $5 precincts, in the $7 seconds
-- up to $6. Index: bench_precinct_pkey.
INSERT INTO ballot_issue (election, source, seq, type, area, channel, occurred_at)
SELECT $1, $2, n.seq, 'issued', p.area, 'online', $6::timestamptz - (n.seq % $7::bigint) * interval '1 second'
  FROM generate_series($3::bigint, $4::bigint) AS n (seq)
  JOIN bench_precinct p ON p.place = (hashint8(n.seq) & 2147483647) % $5::integer;
