-- No rows: a place for what the bare grouped index scan gives, for one connection.
CREATE TEMPORARY TABLE bench_new (area text COLLATE "C", channel text COLLATE "C", issued bigint);
