-- No rows: what a person closed in election $1 may be met anew where its cause is gone: none of its numbers is missing any more, or its
-- source is not one of the silent $2 (a JSON array) or was heard since. Reads what was so closed, which is little.
-- Indexes: discrepancy_lasting, source_hole_pkey.
UPDATE discrepancy d
   SET cause_lasts = false
 WHERE d.election = $1 AND d.cause_lasts
   AND CASE d.rule
         WHEN 'hole' THEN
           NOT EXISTS (SELECT FROM source_hole h
                        WHERE h.election = $1 AND h.source = d.source AND h.first_seq BETWEEN d.seq AND (d.detail->>'last')::bigint)
         ELSE
           (d.source, coalesce(d.detail->>'heardAt', '')) NOT IN (SELECT s->>'source', coalesce(s->>'heardAt', '') FROM jsonb_array_elements($2::jsonb) s)
       END;
