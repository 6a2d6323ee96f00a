-- No rows: the sums, ours and the floors', as the server's own vacuum leaves them in the minutes after a first count. All of it is read.
VACUUM (ANALYZE) area_sum, bench_sum, bench_same_sum, effective_report, source_progress, source_line, occurred_sum;
