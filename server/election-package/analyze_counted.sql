-- No row: the planner learns how large the rest became, before anything is counted.
ANALYZE electorate, area_sum, published_count;
