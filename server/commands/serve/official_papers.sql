-- One row: what is for officials only of election $1: its discrepancies with each change of their state, the open ones first, then the newest, at
-- most 5,000; how many more are open and how many closed; and its sources, who were silent longest first, each with how far its numbers go, its first 100 holes, its conflicts and
-- its clock. Indexes: discrepancy_election, discrepancy_pkey, discrepancy_change_of, discrepancy_open, discrepancy_lasting, source_pkey, source_progress_pkey,
-- source_line_pkey, source_hole_pkey, ingest_conflict_source.
WITH listed AS MATERIALIZED (
  SELECT discrepancy, state = 'open' AS open FROM discrepancy WHERE election = $1 ORDER BY open DESC, discrepancy DESC LIMIT 5000
)
SELECT coalesce((SELECT jsonb_agg(to_jsonb(d) ORDER BY d.state = 'open' DESC, d.discrepancy DESC)
                   FROM (SELECT o.discrepancy, o.rule, o.area, o.channel, o.source, o.seq, o.number AS snapshot, o.as_of AS "asOf", o.detail, o.state,
                                (SELECT jsonb_agg(jsonb_build_object('state', c.state, 'why', c.why, 'at', c.at, 'snapshot', c.number,
                                                                     'asOf', c.as_of, 'note', c.note, 'who', c.who) ORDER BY c.change)
                                   FROM discrepancy_change c WHERE c.discrepancy = o.discrepancy) AS history
                           FROM listed l JOIN discrepancy o ON o.discrepancy = l.discrepancy) d), '[]') AS discrepancies,
       (SELECT jsonb_build_object('open', count(*) FILTER (WHERE d.state = 'open') - (SELECT count(*) FROM listed l WHERE l.open),
                                  'closed', count(*) FILTER (WHERE d.state <> 'open') - (SELECT count(*) FROM listed l WHERE NOT l.open))
          FROM discrepancy d WHERE d.election = $1) AS "leftOut",
       coalesce((SELECT jsonb_agg(to_jsonb(s) ORDER BY s."heardAt" NULLS FIRST, s.source)
                   FROM (SELECT k.source, k.channel, k.area, k.batches_per_minute AS "batchesPerMinute", k.revoked_at AS "revokedAt",
                                CASE WHEN k.revoked_at IS NOT NULL THEN 'revoked'
                                     WHEN EXISTS (SELECT FROM discrepancy d
                                                   WHERE d.election = $1 AND d.state = 'open' AND d.rule = 'silence' AND d.source = k.source)
                                          OR EXISTS (SELECT FROM discrepancy d
                                                      WHERE d.election = $1 AND d.cause_lasts AND d.rule = 'silence' AND d.source = k.source)
                                       THEN 'silent'
                                     WHEN k.heard_at IS NULL THEN 'never-heard'
                                     WHEN k.heard_at > clock_timestamp() - interval '5 minutes' THEN 'heard'
                                     ELSE 'expected-quiet' END AS state,
                                k.heard_at AS "heardAt", coalesce(k.durable_up_to, 0) AS "durableUpTo", coalesce(k.highest_seq, 0) AS "highest",
                                (SELECT coalesce(jsonb_agg(jsonb_build_object('first', h.first_seq, 'last', h.last_seq, 'noticedAt', h.noticed_at)
                                                           ORDER BY h.first_seq), '[]')
                                   FROM (SELECT * FROM source_hole WHERE election = $1 AND source = k.source ORDER BY first_seq LIMIT 100) h) AS holes,
                                (SELECT coalesce(sum(h.last_seq - h.first_seq + 1), 0)::bigint FROM source_hole h
                                  WHERE h.election = $1 AND h.source = k.source) AS missing,
                                coalesce(k.more_holes, false) AS "moreHoles",
                                (SELECT count(*) FROM ingest_conflict c WHERE c.election = $1 AND c.source = k.source) AS conflicts,
                                k.skew_ms AS "skewMs", k.skew_at AS "skewMeasuredAt"
                           FROM (SELECT source, o.channel, o.area, o.batches_per_minute, o.revoked_at,
                                        greatest(p.heard_at, l.heard_at) AS heard_at, greatest(p.durable_up_to, l.durable_up_to) AS durable_up_to,
                                        l.highest_seq, l.more_holes, l.skew_ms, l.skew_at
                                   FROM (SELECT source, channel, area, batches_per_minute, revoked_at FROM source WHERE election = $1) o
                                   FULL JOIN (SELECT * FROM source_progress WHERE election = $1) p USING (source)
                                   FULL JOIN (SELECT * FROM source_line WHERE election = $1) l USING (source)) k) s), '[]') AS sources;
