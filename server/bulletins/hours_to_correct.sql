-- One row a bulletin of election $1 whose hour corrections have touched and that may be corrected now, as of $2: it never was, or was an hour
-- ago by the election's clock, or nothing more is expected ($3). With the newest bulletin of its hour; the first ones, at most $4. Indexes:
-- hour_to_correct_pkey, bulletin_pkey, bulletin_restating, snapshot_pkey.
SELECT b.number, b.as_of, b.snapshot, b.counted::text AS counted, b.body, n.number AS newest, n.body AS newest_body
  FROM hour_to_correct h
  JOIN bulletin b ON b.election = h.election AND b.number = h.number
 CROSS JOIN LATERAL (
   SELECT number, body, known_in FROM bulletin
    WHERE election = h.election AND (number = h.number OR restates = h.number)
    ORDER BY number DESC LIMIT 1) n
  LEFT JOIN snapshot s ON s.election = h.election AND s.number = n.known_in
 WHERE h.election = $1 AND (s.as_of IS NULL OR s.as_of <= $2::timestamptz - interval '1 hour' OR $3)
 ORDER BY b.number
 LIMIT $4;
