-- One row a channel of election $1: the single ballots of area $2 and all below it that were visible in $3 and had happened by $4, none
-- before the first opening $5. Straight from the rows, through no sum. Indexes: area_ancestor_pkey; of ballot_issue the whole election is read.
SELECT b.channel,
       count(*) FILTER (WHERE b.type = 'issued') - count(*) FILTER (WHERE b.type = 'cancelled') AS issued,
       count(*) FILTER (WHERE b.type = 'cast') AS ballots_cast
  FROM ballot_issue b
 WHERE b.election = $1
   AND b.area IN (SELECT precinct FROM area_ancestor WHERE election = $1 AND area = $2)
   AND b.occurred_at >= $5::timestamptz AND b.occurred_at <= $4::timestamptz
   AND pg_visible_in_snapshot(b.xid, $3::pg_snapshot)
 GROUP BY b.channel;
