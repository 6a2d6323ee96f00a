-- No rows: the sums as the server's own vacuum leaves them in the minutes after a first count. All of it is read.
VACUUM (ANALYZE) area_sum, effective_report, source_progress, source_line, occurred_sum;
