-- One row an area and channel of election $1 that changes of its precincts change, every level: precincts $2 and channels $3 by registered $4,
-- issued $5, cast $6. Index: area_ancestor_pkey.
SELECT a.level, a.area, c.channel, sum(c.registered)::bigint AS registered, sum(c.issued)::bigint AS issued,
       sum(c.ballots_cast)::bigint AS ballots_cast
  FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[]) AS c (area, channel, registered, issued, ballots_cast)
  JOIN area_ancestor a ON a.election = $1 AND a.precinct = c.area
 GROUP BY a.level, a.area, c.channel;
