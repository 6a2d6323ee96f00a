-- One row a displayed area and channel of election $1 with its changes by when they happened, in order of time. Index: occurred_sum_pkey.
SELECT area, channel, array_agg(extract(epoch FROM at)::bigint ORDER BY at) AS at, array_agg(issued ORDER BY at) AS issued,
       array_agg(ballots_cast ORDER BY at) AS ballots_cast
  FROM occurred_sum
 WHERE election = $1
 GROUP BY area, channel;
