-- No rows: keeps discrepancies $2 (a JSON array) met first by snapshot $3 of election $1, as of $4. No index.
INSERT INTO discrepancy (election, rule, area, channel, source, seq, number, as_of, detail)
SELECT $1, d->>'rule', d->>'area', d->>'channel', d->>'source', (d->>'seq')::bigint, $3, $4, d - '{rule,area,channel,source,seq}'::text[]
  FROM jsonb_array_elements($2::jsonb) AS d;
