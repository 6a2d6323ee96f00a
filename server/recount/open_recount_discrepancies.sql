-- No rows: opens a discrepancy for each area and channel of election $1 whose figure in bulletin $2 differs from its recount ($3, a JSON array
-- of differences), beside snapshot $4 as of $5; what is open already stays. Index: discrepancy_open.
WITH opened AS (
  INSERT INTO discrepancy (election, rule, area, channel, subject, number, as_of, detail)
  SELECT DISTINCT ON (d->>'area', d->>'channel')
         $1, 'recount', d->>'area', d->>'channel', 'bulletin ' || $2::bigint, $4, $5::timestamptz, d - '{area,channel}'::text[]
    FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS e (d, place)
   ORDER BY d->>'area', d->>'channel', place
  ON CONFLICT (election, rule, area, channel, subject) WHERE state = 'open' DO NOTHING
  RETURNING discrepancy
)
INSERT INTO discrepancy_change (discrepancy, state, why, number, as_of) SELECT discrepancy, 'open', 'met', $4, $5 FROM opened;
