-- No rows: the new ballot issues of election $1 ($2 last counted, $3 visible now) that say they happen after $4 wait for their time.
-- Index: ballot_issue_new.
INSERT INTO waiting_row (election, due_at, kind, source, seq, area, channel, type)
SELECT election, occurred_at, 'ballot_issue', source, seq, area, channel, type
  FROM ballot_issue
 WHERE election = $1
   AND ((xid >= pg_snapshot_xmax($2::pg_snapshot) AND xid < pg_snapshot_xmax($3::pg_snapshot))
        OR xid = ANY (ARRAY(SELECT pg_snapshot_xip($2::pg_snapshot))))
   AND pg_visible_in_snapshot(xid, $3::pg_snapshot)
   AND occurred_at > $4::timestamptz;
