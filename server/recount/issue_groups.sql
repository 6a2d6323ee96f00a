-- One row a group of ballot issues of election $1 that one transaction stored for one precinct, channel and type in one minute: straight
-- from the rows, through no sum. The minute of a cancellation is the later, and `earliest` the earlier, of its own and that of the ballot that
-- it cancels. Index: ballot_issue_pkey for what is cancelled; the whole election is read.
SELECT coalesce(former_xid, xid)::text AS xid, former_lineage, area, channel, type, date_trunc('minute', later_at) AS minute, date_trunc('minute', earlier_at) AS earliest,
       bool_or(later_at > date_trunc('minute', later_at)) AS within, count(*) AS rows
  FROM (SELECT i.*, greatest(occurred_at, cancelled_at) AS later_at, least(occurred_at, cancelled_at) AS earlier_at
          FROM (SELECT b.xid, b.former_xid, b.former_lineage, b.area, b.channel, b.type, b.occurred_at,
                       CASE b.type WHEN 'cancelled'
                                   THEN (SELECT t.occurred_at FROM ballot_issue t
                                          WHERE t.election = $1 AND t.source = b.source AND t.seq = b.cancels)
                       END AS cancelled_at
                  FROM ballot_issue b
                 WHERE b.election = $1
                OFFSET 0) i) g
 GROUP BY 1, 2, 3, 4, 5, 6, 7, later_at > date_trunc('minute', later_at);
