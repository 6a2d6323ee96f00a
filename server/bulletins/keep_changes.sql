-- No rows: keeps by how much bulletin $2 of election $1, a correction, changed precincts $3 and channels $4: registered $5, issued $6, cast $7.
-- Index: bulletin_change_pkey.
INSERT INTO bulletin_change (election, number, area, channel, registered, issued, ballots_cast)
SELECT $1, $2, c.area, c.channel, c.registered, c.issued, c.ballots_cast
  FROM unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[]) AS c (area, channel, registered, issued, ballots_cast);
