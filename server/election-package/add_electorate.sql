-- One row a row of electorate.csv of election $1, in its order: areas $2, channels $3, instants $4, registered $5.
INSERT INTO electorate (election, area, channel, as_of, registered)
SELECT $1, area, channel, as_of, registered
  FROM unnest($2::text[], $3::text[], $4::timestamptz[], $5::bigint[]) WITH ORDINALITY
       AS row (area, channel, as_of, registered, position)
 ORDER BY position;
