-- One row: what is for officials only of election $1: its open and closed discrepancies, newest first, at most 5,000, and its sources with when
-- each was last heard. Indexes: discrepancy_election, source_pkey, source_progress_pkey.
SELECT coalesce((SELECT jsonb_agg(to_jsonb(d) ORDER BY d.discrepancy DESC)
                   FROM (SELECT discrepancy, rule, area, channel, source, seq, number AS snapshot, as_of AS "asOf", detail, state
                           FROM discrepancy WHERE election = $1 ORDER BY discrepancy DESC LIMIT 5000) d), '[]') AS discrepancies,
       coalesce((SELECT jsonb_agg(to_jsonb(s) ORDER BY s."heardAt" NULLS FIRST, s.source)
                   FROM (SELECT coalesce(o.source, p.source) AS source, o.channel, o.area, o.revoked_at AS "revokedAt",
                                p.heard_at AS "heardAt", coalesce(p.durable_up_to, 0) AS "durableUpTo"
                           FROM (SELECT source, channel, area, revoked_at FROM source WHERE election = $1) o
                           FULL JOIN (SELECT source, heard_at, durable_up_to FROM source_progress WHERE election = $1) p
                             ON p.source = o.source) s), '[]') AS sources;
