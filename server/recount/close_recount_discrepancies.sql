-- No rows: closes what an earlier recount of bulletin $2 of election $1 opened and this one does not meet any more ($3, a JSON array of
-- differences), beside snapshot $4 as of $5. Index: discrepancy_open.
WITH closed AS (
  UPDATE discrepancy o
     SET state = 'closed'
   WHERE o.election = $1 AND o.state = 'open' AND o.rule = 'recount' AND o.subject = 'bulletin ' || $2::bigint
     AND NOT EXISTS (SELECT FROM jsonb_array_elements($3::jsonb) d
                      WHERE d->>'area' IS NOT DISTINCT FROM o.area AND d->>'channel' IS NOT DISTINCT FROM o.channel)
  RETURNING discrepancy
)
INSERT INTO discrepancy_change (discrepancy, state, why, number, as_of) SELECT discrepancy, 'closed', 'cause-gone', $4, $5 FROM closed;
