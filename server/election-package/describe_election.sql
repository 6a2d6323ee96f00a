-- One row: the election $1, the database's mode, and its rehearsal's file where it has one.
-- Relies on election_pkey and package_file_pkey.
SELECT e.definition, e.edition, i.mode, e.opens_at, e.closes_at, f.body AS rehearsal
  FROM election e
 CROSS JOIN installation i
  LEFT JOIN package_file f ON f.election = e.election AND f.name = 'rehearsal.json'
 WHERE e.election = $1;
