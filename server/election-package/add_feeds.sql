-- One row a precinct's channel of election $1, of the rows of electorate.csv: areas $2, channels $3, feeds $4.
INSERT INTO feed (election, area, channel, feed)
SELECT DISTINCT $1, area, channel, feed FROM unnest($2::text[], $3::text[], $4::text[]) AS row (area, channel, feed);
