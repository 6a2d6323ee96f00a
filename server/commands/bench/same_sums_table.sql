-- No rows: sums with every column of the product's, the same key and the same room in each page, for the bare upsert into such.
CREATE TABLE bench_same_sum (LIKE area_sum INCLUDING DEFAULTS, PRIMARY KEY (election, channel, area)) WITH (fillfactor = 50);
