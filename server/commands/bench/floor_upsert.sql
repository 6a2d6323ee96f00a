-- No rows: adds what the bare grouped index scan gave to the sums: the bare upsert. Index: bench_sum_pkey.
INSERT INTO bench_sum AS s (area, channel, issued)
SELECT area, channel, issued FROM bench_new
ON CONFLICT (area, channel) DO UPDATE SET issued = s.issued + excluded.issued;
