-- One row: what counting and publishing need to know of election $1, the one mode of the database, and what a rehearsal of it
-- simulates. Indexes: election_pkey, package_file_pkey.
SELECT e.election, i.mode, e.definition, e.timezone, e.display_level, e.publish_level, e.opens_at, e.closes_at,
       e.finished_at, e.edition::text AS edition,
       (SELECT convert_from(f.body, 'UTF8')::jsonb -> 'sentence' FROM package_file f
         WHERE f.election = e.election AND f.name = 'rehearsal.json') AS rehearsal_sentence
  FROM election e CROSS JOIN installation i
 WHERE e.election = $1;
