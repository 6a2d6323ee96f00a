-- At most one row: which discrepancy was closed: $2 of election $1, where it is open, by the person $3 for the reason $4. The change bears the
-- number of the last snapshot. Indexes: discrepancy_pkey, counting_watermark_pkey.
WITH closed AS (
  UPDATE discrepancy SET state = 'closed' WHERE discrepancy = $2 AND election = $1 AND state = 'open' RETURNING discrepancy
)
INSERT INTO discrepancy_change (discrepancy, state, why, number, as_of, who, note)
SELECT c.discrepancy, 'closed', 'person', w.number, w.as_of, $3, $4
  FROM closed c JOIN counting_watermark w ON w.election = $1
RETURNING discrepancy;
