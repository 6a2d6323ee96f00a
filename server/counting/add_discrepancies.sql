-- No rows: opens the discrepancies $2 (a JSON array) met by snapshot $3 of election $1, as of $4, each with a row of its history. What
-- is open already stays as it is, but waits for the later instant; what the sums do not show any more by now is none, nor is what a
-- person closed while its cause lasts: a silence, or numbers that are missing still.
-- Indexes: discrepancy_open, discrepancy_lasting, area_sum_pkey, channel_pkey.
WITH found AS (
  SELECT DISTINCT ON (d->>'rule', d->>'area', d->>'channel', d->>'subject')
         d->>'rule' AS rule, d->>'area' AS area, d->>'channel' AS channel, coalesce(d->>'subject', '') AS subject, d->>'source' AS source,
         (d->>'seq')::bigint AS seq, (d->>'dueAt')::timestamptz AS due_at, jsonb_strip_nulls(d - '{rule,area,channel,subject,source,seq,dueAt}'::text[]) AS detail
    FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS e (d, place)
   ORDER BY d->>'rule', d->>'area', d->>'channel', d->>'subject', (d->>'dueAt')::timestamptz DESC NULLS LAST, place
), opened AS (
  INSERT INTO discrepancy AS o (election, rule, area, channel, subject, source, seq, number, as_of, due_at, detail)
  SELECT $1, rule, area, channel, subject, source, seq, $3, $4, due_at, detail
    FROM found f
   WHERE NOT EXISTS (SELECT FROM discrepancy p
                      WHERE p.election = $1 AND p.cause_lasts AND p.rule = f.rule AND p.source = f.source
                        AND (f.rule <> 'hole' OR f.seq >= p.seq AND (f.detail->>'last')::bigint <= (p.detail->>'last')::bigint))
     AND (rule NOT IN ('above-electorate', 'zero-electorate', 'cast-above-issued')
          OR EXISTS (SELECT FROM area_sum s JOIN channel k ON k.election = s.election AND k.channel = s.channel
                      WHERE s.election = $1 AND s.area = f.area AND s.channel = f.channel
                        AND CASE f.rule WHEN 'above-electorate' THEN s.registered > 0 AND s.issued > s.registered
                                        WHEN 'zero-electorate' THEN s.registered = 0 AND s.issued > 0
                                        ELSE NOT k.revotes AND s.ballots_cast > s.issued END))
   ORDER BY rule, area, channel, subject
  ON CONFLICT (election, rule, area, channel, subject) WHERE state = 'open'
  DO UPDATE SET due_at = excluded.due_at WHERE excluded.due_at > o.due_at
  RETURNING discrepancy, number
)
INSERT INTO discrepancy_change (discrepancy, state, why, number, as_of)
SELECT discrepancy, 'open', 'met', $3, $4 FROM opened WHERE number = $3;
