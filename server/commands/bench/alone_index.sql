-- No rows: the index by which new rows are found, on the new rows alone.
CREATE INDEX ON bench_alone (election, xid);
