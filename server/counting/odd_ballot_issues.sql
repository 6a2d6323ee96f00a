-- One row: of the ballot issues visible now ($3) and not when last counted ($2) in election $1, those that belong before the first opening
-- ($5) or after instant $4, which are not counted (`held`: how many of them wait), and those outside the hours of their area's zone.
-- A cancellation belongs where the later of itself and the ballot that it cancels does, and before the first opening where either does.
-- Indexes: ballot_issue_new, ballot_issue_pkey for what is cancelled, area_pkey, voting_hours_pkey.
WITH zone AS MATERIALIZED (
  SELECT channel, timezone, range_agg(tstzrange(opens_at, closes_at, '[]')) AS open
    FROM voting_hours WHERE election = $1 GROUP BY channel, timezone
), fresh AS MATERIALIZED (
  -- Nearly every ballot lies within the hours that all zones share; only the others need their area's zone.
  SELECT b.source, b.area, b.channel, b.seq, b.occurred_at, b.last_at,
         CASE WHEN b.first_at < $5::timestamptz THEN 'before-election'
              WHEN b.last_at > $4::timestamptz THEN 'future' END AS answer
    FROM (SELECT i.*, least(i.occurred_at, i.cancelled_at) AS first_at, greatest(i.occurred_at, i.cancelled_at) AS last_at
            FROM (SELECT n.election, n.source, n.area, n.channel, n.seq, n.occurred_at, n.xid,
                         CASE WHEN n.cancels IS NOT NULL
                              THEN (SELECT t.occurred_at FROM ballot_issue t
                                     WHERE t.election = $1 AND t.source = n.source AND t.seq = n.cancels)
                              END AS cancelled_at
                    FROM ballot_issue n) i) b
    LEFT JOIN (SELECT channel, range_intersect_agg(open) AS open FROM zone GROUP BY channel) e ON e.channel = b.channel
   WHERE b.election = $1
     AND ((b.xid >= pg_snapshot_xmax($2::pg_snapshot) AND b.xid < pg_snapshot_xmax($3::pg_snapshot))
          OR b.xid = ANY (ARRAY(SELECT pg_snapshot_xip($2::pg_snapshot))))
     AND pg_visible_in_snapshot(b.xid, $3::pg_snapshot)
     AND (b.last_at > $4::timestamptz OR b.first_at < $5::timestamptz OR NOT coalesce(e.open @> b.occurred_at, false))
), found AS (
  SELECT jsonb_build_object('rule', answer, 'area', area, 'channel', channel, 'source', source, 'subject', source,
                            'seq', min(seq), 'rows', count(*), 'firstAt', min(occurred_at), 'lastAt', max(occurred_at),
                            'dueAt', CASE answer WHEN 'future' THEN max(last_at) END) AS discrepancy
    FROM fresh
   WHERE answer IS NOT NULL
   GROUP BY answer, area, channel, source
  UNION ALL
  SELECT jsonb_build_object('rule', 'outside-hours', 'area', f.area, 'channel', f.channel, 'source', f.source, 'subject', f.source,
                            'seq', min(f.seq), 'firstAt', min(f.occurred_at), 'lastAt', max(f.occurred_at))
    FROM fresh f
    JOIN area a ON a.election = $1 AND a.area = f.area
    JOIN zone z ON z.channel = f.channel AND z.timezone = a.timezone
   WHERE f.answer IS DISTINCT FROM 'before-election' AND NOT z.open @> f.occurred_at
   GROUP BY f.area, f.channel, f.source
)
SELECT (SELECT count(*) FROM fresh WHERE answer IS NOT NULL)::bigint AS uncounted,
       (SELECT count(*) FROM fresh WHERE answer = 'future')::bigint AS held,
       (SELECT coalesce(jsonb_agg(discrepancy), '[]') FROM found) AS discrepancies;
