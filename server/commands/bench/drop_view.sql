-- No rows: the materialised view is gone, if it was there.
DROP MATERIALIZED VIEW IF EXISTS bench_view;
