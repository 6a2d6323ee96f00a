-- One row a precinct and channel of election $1: the single ballots that were visible in $2, of cluster $5, and had happened by $3, none before the first
-- opening $4; a cancellation only where the ballot that it cancels had happened so too. Straight from the rows, through no sum. Index:
-- ballot_issue_pkey for what is cancelled; the whole election is read.
SELECT area, channel, 0::bigint AS registered,
       count(*) FILTER (WHERE type = 'issued') - count(*) FILTER (WHERE type = 'cancelled') AS issued,
       count(*) FILTER (WHERE type = 'cast') AS cast,
       count(*) AS rows_read
  FROM ballot_issue b
 WHERE election = $1 AND occurred_at >= $4::timestamptz AND occurred_at <= $3::timestamptz AND pg_visible_in_snapshot(xid_in_cluster(xid, former_xid, former_lineage, $5), $2::pg_snapshot)
   AND (type <> 'cancelled'
        OR (SELECT t.occurred_at BETWEEN $4::timestamptz AND $3::timestamptz
              FROM ballot_issue t WHERE t.election = $1 AND t.source = b.source AND t.seq = b.cancels))
 GROUP BY area, channel;
