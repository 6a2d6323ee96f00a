-- No rows: the product's sums as they stand, in the order in which they lie.
INSERT INTO bench_same_sum SELECT * FROM area_sum;
