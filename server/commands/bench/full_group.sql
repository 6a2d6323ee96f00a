-- One row: how many precincts' channels have ballots in election $1, all of them counted: what is done today. No index.
SELECT count(*)::integer AS groups FROM (SELECT area, channel, count(*) AS issued FROM ballot_issue WHERE election = $1 GROUP BY area, channel) g;
