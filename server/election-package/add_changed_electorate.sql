-- One row a row of electorate.csv (areas $2, channels $3, instants $4, registered $5) that election $1 does not have yet, or has otherwise:
-- it is added, and holds from its instant on, as the last received. Index: electorate_pkey.
INSERT INTO electorate (election, area, channel, as_of, registered)
SELECT $1, row.area, row.channel, row.as_of, row.registered
  FROM unnest($2::text[], $3::text[], $4::timestamptz[], $5::bigint[]) WITH ORDINALITY
       AS row (area, channel, as_of, registered, position)
 WHERE row.registered IS DISTINCT FROM
       (SELECT e.registered FROM electorate e
         WHERE e.election = $1 AND e.area = row.area AND e.channel = row.channel AND e.as_of = row.as_of
         ORDER BY e.change DESC LIMIT 1)
 ORDER BY row.position;
