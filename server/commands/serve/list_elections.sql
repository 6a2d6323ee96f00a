-- One row an election of this database, with its last snapshot and, where a rehearsal of it has begun, its speed, its end and how many minutes were merged. Indexes: election_pkey,
-- counting_watermark_pkey, rehearsal_clock_pkey.
SELECT e.election, e.edition::text AS edition, i.mode, w.number, w.as_of, c.speed, c.until_at, c.merged_minutes
  FROM election e
  CROSS JOIN installation i
  JOIN counting_watermark w USING (election)
  LEFT JOIN rehearsal_clock c USING (election)
 ORDER BY e.loaded_at, e.election;
