-- One row where a rehearsal of the election $1 has begun: its clock, and what is counted. Primary keys.
SELECT c.from_at, c.until_at, c.speed, c.sending_to, c.sent_to, w.as_of, w.number, e.timezone AS zone,
       (SELECT array_agg(h.opens_at) || array_agg(h.closes_at) FROM voting_hours h WHERE h.election = e.election) AS boundaries
  FROM rehearsal_clock c
  JOIN election e USING (election)
  JOIN counting_watermark w USING (election)
 WHERE c.election = $1
