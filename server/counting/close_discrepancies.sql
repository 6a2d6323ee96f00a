-- No rows: closes, in snapshot $2 of election $1 as of $3, the open discrepancies whose cause is gone: by the sums as they stand, by the
-- clock, by the holes that are left, and by the sources $4 that are silent. Reads what is open, however much is stored.
-- Indexes: discrepancy_open, area_sum_pkey, channel_pkey, source_hole_pkey.
WITH closed AS (
  UPDATE discrepancy d
     SET state = 'closed'
   WHERE d.election = $1 AND d.state = 'open'
     AND CASE d.rule
           WHEN 'above-electorate' THEN
             NOT EXISTS (SELECT FROM area_sum s WHERE s.election = $1 AND s.area = d.area AND s.channel = d.channel
                            AND s.registered > 0 AND s.issued > s.registered)
           WHEN 'zero-electorate' THEN
             NOT EXISTS (SELECT FROM area_sum s WHERE s.election = $1 AND s.area = d.area AND s.channel = d.channel
                            AND s.registered = 0 AND s.issued > 0)
           WHEN 'cast-above-issued' THEN
             NOT EXISTS (SELECT FROM area_sum s WHERE s.election = $1 AND s.area = d.area AND s.channel = d.channel
                            AND s.ballots_cast > s.issued)
           WHEN 'future' THEN d.due_at <= $3::timestamptz
           WHEN 'hole' THEN
             NOT EXISTS (SELECT FROM source_hole h WHERE h.election = $1 AND h.source = d.source AND h.first_seq = d.seq)
           WHEN 'silence' THEN d.source <> ALL ($4::text[])
           ELSE false
         END
  RETURNING discrepancy
)
INSERT INTO discrepancy_change (discrepancy, state, why, number, as_of)
SELECT discrepancy, 'closed', 'cause-gone', $2, $3 FROM closed;
