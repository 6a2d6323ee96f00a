-- No rows: a place for a minute's new rows alone, with the index that finds them, for one connection.
CREATE TEMPORARY TABLE bench_alone (LIKE ballot_issue INCLUDING DEFAULTS);
