-- No row: the planner learns how many areas there are, before they are climbed.
ANALYZE area;
