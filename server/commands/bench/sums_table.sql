-- No rows: sums of the precincts alone, built as the product's are, for the bare upsert.
CREATE TABLE bench_sum (
  area text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  issued bigint NOT NULL,
  PRIMARY KEY (area, channel)
) WITH (fillfactor = 50);
