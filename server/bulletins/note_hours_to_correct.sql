-- No rows: notes the bulletins of election $1 before snapshot $4 whose hour lies at or after anything that was corrected by a report visible
-- now ($3) and not when last counted ($2). Only those counted in this cluster: of others it cannot be told any more what was visible then.
-- Indexes: count_report_new, count_report_pkey, bulletin_pkey, snapshot_pkey, hour_to_correct_pkey.
INSERT INTO hour_to_correct (election, number)
SELECT b.election, b.number
  FROM (SELECT min(least(n.as_of, o.as_of)) AS since
          FROM count_report n
          JOIN count_report o ON o.election = n.election AND o.source = n.source AND o.seq = n.corrects
         WHERE n.election = $1 AND n.corrects IS NOT NULL
           AND ((n.xid >= pg_snapshot_xmax($2::pg_snapshot) AND n.xid < pg_snapshot_xmax($3::pg_snapshot))
                OR n.xid = ANY (ARRAY(SELECT pg_snapshot_xip($2::pg_snapshot))))
           AND pg_visible_in_snapshot(n.xid, $3::pg_snapshot)) t
  JOIN bulletin b ON b.election = $1 AND b.as_of >= t.since AND b.snapshot < $4 AND b.kind IN ('opening', 'hourly', 'closing', 'final')
  JOIN snapshot s ON s.election = b.election AND s.number = b.snapshot
 WHERE s.system_identifier = (SELECT system_identifier FROM pg_control_system())
ON CONFLICT DO NOTHING;
