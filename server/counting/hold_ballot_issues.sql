-- No rows: the new ballot issues of election $1 ($2 last counted, $3 visible now) that say they happen after $4 wait for their time, and
-- cancellations for that of the ballot that they cancel; none of what lies before the first opening ($5), or cancels what does, ever counts.
-- Indexes: ballot_issue_new, ballot_issue_pkey for what is cancelled.
INSERT INTO waiting_row (election, due_at, kind, source, seq, area, channel, type)
SELECT election, due_at, 'ballot_issue', source, seq, area, channel, type
  FROM (SELECT b.election, b.source, b.seq, b.area, b.channel, b.type,
               CASE WHEN b.cancels IS NULL THEN b.occurred_at
                    ELSE (SELECT greatest(b.occurred_at, t.occurred_at)
                            FROM ballot_issue t
                           WHERE t.election = $1 AND t.source = b.source AND t.seq = b.cancels AND t.occurred_at >= $5::timestamptz)
               END AS due_at
          FROM ballot_issue b
         WHERE b.election = $1
           AND ((b.xid >= pg_snapshot_xmax($2::pg_snapshot) AND b.xid < pg_snapshot_xmax($3::pg_snapshot))
                OR b.xid = ANY (ARRAY(SELECT pg_snapshot_xip($2::pg_snapshot))))
           AND pg_visible_in_snapshot(b.xid, $3::pg_snapshot)
           AND b.occurred_at >= $5::timestamptz) n
 WHERE due_at > $4::timestamptz;
