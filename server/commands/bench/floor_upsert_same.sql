-- No rows: adds what the bare grouped index scan of election $1 gave to sums like the product's: the bare upsert into such. Index: bench_same_sum_pkey.
INSERT INTO bench_same_sum AS s (election, area, channel, issued)
SELECT $1, area, channel, issued FROM bench_new
ON CONFLICT (election, channel, area) DO UPDATE SET issued = s.issued + excluded.issued;
