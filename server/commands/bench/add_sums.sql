-- No rows: a sum of nothing for each precinct.
INSERT INTO bench_sum (area, channel, issued) SELECT area, 'online', 0 FROM bench_precinct;
