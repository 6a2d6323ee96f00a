-- One row a precinct and channel of election $1: the single ballots that were visible in $2 and had happened by $3, none before the first
-- opening $4. Straight from the rows, through no sum. Index: none, the whole election is read.
SELECT area, channel, 0::bigint AS registered,
       count(*) FILTER (WHERE type = 'issued') - count(*) FILTER (WHERE type = 'cancelled') AS issued,
       count(*) FILTER (WHERE type = 'cast') AS cast,
       count(*) AS rows_read
  FROM ballot_issue
 WHERE election = $1 AND occurred_at >= $4::timestamptz AND occurred_at <= $3::timestamptz AND pg_visible_in_snapshot(xid, $2::pg_snapshot)
 GROUP BY area, channel;
