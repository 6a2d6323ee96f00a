-- No rows: a count report of each precinct, from source $2 of election $1, as of $3. Index: bench_precinct_pkey.
INSERT INTO count_report (election, source, seq, area, channel, as_of, issued)
SELECT $1, $2, place + 1, area, 'station', $3, 100 FROM bench_precinct;
