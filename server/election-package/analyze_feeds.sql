-- No row: the planner learns how many feeds there are, before they are added up.
ANALYZE area_ancestor, feed;
