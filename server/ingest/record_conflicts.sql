-- No row. Keeps, once, what the source $2 of the election $1 sent of kind $3 under numbers that hold something else: number
-- $4[i] with content $5[i]. Index ingest_conflict_source.
INSERT INTO ingest_conflict (election, source, seq, kind, payload)
SELECT DISTINCT $1, $2, n.seq, $3, n.payload::jsonb
  FROM unnest($4::bigint[], $5::text[]) AS n (seq, payload)
 WHERE NOT EXISTS (SELECT FROM ingest_conflict c
                    WHERE c.election = $1 AND c.source = $2 AND c.seq = n.seq AND c.kind = $3 AND c.payload = n.payload::jsonb)
