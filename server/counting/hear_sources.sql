-- One row a source of election $1 in whose numbers there may be a hole: where each source of $2 (a JSON array of who sent what) simply
-- went on from its highest number, that number is moved on and there is none. Skew is measured where $3.
-- Indexes: source_line_pkey, source_hole_pkey.
WITH heard AS (
  SELECT source, sum(rows) AS rows, min(first) AS first, max(last) AS last, max("receivedAt") AS received_at,
         CASE WHEN $3::boolean THEN min(round(1000 * extract(epoch FROM "receivedAt" - "lastAt"))::bigint) END AS skew_ms
    FROM jsonb_to_recordset($2::jsonb)
         AS h (source text, rows bigint, first bigint, last bigint, "receivedAt" timestamptz, "lastAt" timestamptz)
   GROUP BY source
), kept AS (
  INSERT INTO source_line AS l (election, source, heard_at, highest_seq, durable_up_to, skew_ms, skew_at)
  SELECT $1, source, received_at,
         CASE WHEN first = 1 AND last = rows THEN last ELSE 0 END, CASE WHEN first = 1 AND last = rows THEN last ELSE 0 END,
         skew_ms, CASE WHEN skew_ms IS NOT NULL THEN received_at END
    FROM heard
   ORDER BY source
  ON CONFLICT (election, source) DO UPDATE
     SET heard_at = greatest(l.heard_at, excluded.heard_at),
         skew_ms = coalesce(excluded.skew_ms, l.skew_ms), skew_at = coalesce(excluded.skew_at, l.skew_at),
         (highest_seq, durable_up_to) =
           (SELECT CASE WHEN w.on THEN h.last ELSE l.highest_seq END, CASE WHEN w.on THEN greatest(l.durable_up_to, h.last) ELSE l.durable_up_to END
              FROM heard h
             CROSS JOIN LATERAL (SELECT h.first = l.highest_seq + 1 AND h.last - h.first + 1 = h.rows
                                        AND NOT EXISTS (SELECT FROM source_hole o WHERE o.election = $1 AND o.source = l.source)) AS w ("on")
             WHERE h.source = l.source)
  RETURNING l.source, l.highest_seq
)
SELECT k.source
  FROM kept k JOIN heard h ON h.source = k.source
 WHERE h.last > k.highest_seq OR EXISTS (SELECT FROM source_hole o WHERE o.election = $1 AND o.source = k.source);
