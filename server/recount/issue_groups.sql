-- One row a group of ballot issues of election $1 that one transaction stored for one precinct, channel and type in one minute: straight
-- from the rows, through no sum. Index: none, the whole election is read.
SELECT xid::text AS xid, area, channel, type, date_trunc('minute', occurred_at) AS minute,
       bool_or(occurred_at > date_trunc('minute', occurred_at)) AS within, count(*) AS rows
  FROM ballot_issue
 WHERE election = $1
 GROUP BY 1, 2, 3, 4, 5, occurred_at > date_trunc('minute', occurred_at);
