-- One row an election of this database, with its last snapshot and whether a rehearsal of it has begun. Indexes: election_pkey,
-- counting_watermark_pkey, rehearsal_clock_pkey.
SELECT e.election, e.edition::text AS edition, i.mode, w.number, w.as_of, c.election IS NOT NULL AS rehearsing
  FROM election e
  CROSS JOIN installation i
  JOIN counting_watermark w USING (election)
  LEFT JOIN rehearsal_clock c USING (election)
 ORDER BY e.loaded_at, e.election;
