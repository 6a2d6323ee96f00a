-- One row if there is the election $1, its watermark locked: nothing is counted until this transaction ends.
-- Relies on election_pkey and counting_watermark_pkey.
SELECT e.election
  FROM election e
  JOIN counting_watermark w ON w.election = e.election
 WHERE e.election = $1
   FOR UPDATE;
