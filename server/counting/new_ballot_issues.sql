-- One row a source of the ballot issues visible now ($3) and not when last counted ($2) in election $1: how many, from which number to
-- which, received and occurred last when. `late`: those from the first opening ($5) to the last snapshot's instant ($6). `odd`: whether any
-- lies before the first opening, after instant $4, or outside the hours that all zones share, or cancels a ballot that lies before the first
-- opening or after instant $4. Indexes: ballot_issue_new, ballot_issue_pkey for what is cancelled, voting_hours_pkey.
WITH shared AS MATERIALIZED (
  SELECT channel, range_intersect_agg(open) AS open
    FROM (SELECT channel, timezone, range_agg(tstzrange(opens_at, closes_at, '[]')) AS open
            FROM voting_hours WHERE election = $1 GROUP BY channel, timezone) z
   GROUP BY channel
), fresh AS MATERIALIZED (
  SELECT source, channel, count(*) AS rows, min(seq) AS first, max(seq) AS last, max(received_at) AS received_at,
         min(occurred_at) AS first_at, max(occurred_at) AS last_at,
         count(*) FILTER (WHERE occurred_at <= $6::timestamptz AND occurred_at >= $5::timestamptz
                                AND (cancels IS NULL OR cancelled_at <= $6::timestamptz AND cancelled_at >= $5::timestamptz)) AS late,
         bool_or(cancels IS NOT NULL AND (cancelled_at > $4::timestamptz OR cancelled_at < $5::timestamptz)) AS cancels_odd
    FROM (SELECT b.election, b.source, b.channel, b.seq, b.occurred_at, b.received_at, b.cancels, b.xid,
                 CASE WHEN b.cancels IS NOT NULL
                      THEN (SELECT t.occurred_at FROM ballot_issue t WHERE t.election = $1 AND t.source = b.source AND t.seq = b.cancels)
                      END AS cancelled_at
            FROM ballot_issue b) n
   WHERE election = $1
     AND ((xid >= pg_snapshot_xmax($2::pg_snapshot) AND xid < pg_snapshot_xmax($3::pg_snapshot))
          OR xid = ANY (ARRAY(SELECT pg_snapshot_xip($2::pg_snapshot))))
     AND pg_visible_in_snapshot(xid, $3::pg_snapshot)
   GROUP BY source, channel
)
SELECT f.source, sum(f.rows)::bigint AS rows, min(f.first) AS first, max(f.last) AS last, to_jsonb(max(f.received_at)) #>> '{}' AS "receivedAt",
       to_jsonb(max(f.last_at)) #>> '{}' AS "lastAt", sum(f.late)::bigint AS late,
       bool_or(f.cancels_odd OR f.last_at > $4::timestamptz OR f.first_at < $5::timestamptz
               OR NOT coalesce(s.open @> tstzrange(f.first_at, f.last_at, '[]'), false)) AS odd
  FROM fresh f LEFT JOIN shared s ON s.channel = f.channel
 GROUP BY f.source;
