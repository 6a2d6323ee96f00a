-- At most one row: which discrepancy was closed: $2 of election $1, where it is open, by the person $3 for the reason $4. The change bears the
-- number of the last snapshot: a minute that is being counted is waited for, or it could open the same again. What every minute meets
-- anew while it lasts stays closed as long. Indexes: discrepancy_pkey, counting_watermark_pkey.
WITH last AS MATERIALIZED (
  SELECT number, as_of FROM counting_watermark WHERE election = $1 FOR SHARE
), closed AS (
  UPDATE discrepancy d
     SET state = 'closed', cause_lasts = d.rule IN ('hole', 'silence')
    FROM last
   WHERE d.discrepancy = $2 AND d.election = $1 AND d.state = 'open'
  RETURNING d.discrepancy, last.number, last.as_of
)
INSERT INTO discrepancy_change (discrepancy, state, why, number, as_of, who, note)
SELECT discrepancy, 'closed', 'person', number, as_of, $3, $4
  FROM closed
RETURNING discrepancy;
