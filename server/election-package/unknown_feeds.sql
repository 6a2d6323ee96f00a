-- One row a precinct's channel that is not in election $1 as it stands in electorate.csv: areas $2, channels $3, feeds $4. Index: feed_pkey.
SELECT DISTINCT row.area, row.channel
  FROM unnest($2::text[], $3::text[], $4::text[]) AS row (area, channel, feed)
 WHERE NOT EXISTS (SELECT FROM feed f WHERE f.election = $1 AND f.area = row.area AND f.channel = row.channel AND f.feed = row.feed)
 ORDER BY row.area, row.channel;
