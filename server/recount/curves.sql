-- One row a displayed area and channel of election $1: where its curve by occurrence ends. Index: occurred_sum_pkey.
SELECT area, channel, sum(issued)::bigint AS issued, sum(ballots_cast)::bigint AS ballots_cast
  FROM occurred_sum WHERE election = $1 GROUP BY area, channel;
