-- One row a published figure of election $1, in the package's order: areas $2, channels $3, windows from $4 to $5, measures
-- $6, values $7, denominators $8, statuses $9, sources $10.
INSERT INTO published_count (election, position, area, channel, at_from, at, measure, value, denominator, status, source)
SELECT $1, position - 1, area, channel, at_from, at, measure, value, denominator, status, source
  FROM unnest($2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::numeric[], $8::bigint[],
              $9::text[], $10::text[])
       WITH ORDINALITY
       AS row (area, channel, at_from, at, measure, value, denominator, status, source, position);
