-- One row a channel of election $1: the single ballots of area $2 and all below it that were visible in $3, of cluster $6, and had happened by $4, none
-- before the first opening $5; a cancellation only where the ballot that it cancels had happened so too. Straight from the rows, through no
-- sum. Indexes: area_ancestor_pkey, ballot_issue_pkey for what is cancelled; of ballot_issue the whole election is read.
SELECT b.channel,
       count(*) FILTER (WHERE b.type = 'issued') - count(*) FILTER (WHERE b.type = 'cancelled') AS issued,
       count(*) FILTER (WHERE b.type = 'cast') AS ballots_cast
  FROM ballot_issue b
 WHERE b.election = $1
   AND b.area IN (SELECT precinct FROM area_ancestor WHERE election = $1 AND area = $2)
   AND b.occurred_at >= $5::timestamptz AND b.occurred_at <= $4::timestamptz
   AND (b.type <> 'cancelled'
        OR (SELECT t.occurred_at BETWEEN $5::timestamptz AND $4::timestamptz
              FROM ballot_issue t WHERE t.election = $1 AND t.source = b.source AND t.seq = b.cancels))
   AND pg_visible_in_snapshot(xid_in_cluster(b.xid, b.former_xid, b.former_lineage, $6), $3::pg_snapshot)
 GROUP BY b.channel;
