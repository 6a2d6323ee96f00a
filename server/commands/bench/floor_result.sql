-- No rows: what the bare grouped index scan of election $1 gives, from the end of $2 to the end of $3. Index: ballot_issue_new.
INSERT INTO bench_new (area, channel, issued)
SELECT area, channel, count(*)
  FROM ballot_issue
 WHERE election = $1 AND xid >= pg_snapshot_xmax($2::pg_snapshot) AND xid < pg_snapshot_xmax($3::pg_snapshot)
 GROUP BY area, channel;
