-- No row: the planner learns how large the tables became, before anything is counted.
ANALYZE area, area_ancestor, feed, electorate, area_sum, published_count;
