-- One row: what counting and publishing need to know of election $1, and the one mode of the database. Index: election_pkey.
SELECT e.election, i.mode, e.definition, e.timezone, e.display_level, e.publish_level, e.opens_at, e.closes_at,
       e.finished_at, e.edition::text AS edition
  FROM election e CROSS JOIN installation i
 WHERE e.election = $1;
