-- No rows: a materialised view of every precinct's count: what is done today, too.
CREATE MATERIALIZED VIEW bench_view AS SELECT election, area, channel, count(*) AS issued FROM ballot_issue GROUP BY election, area, channel WITH NO DATA;
