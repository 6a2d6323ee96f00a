-- A batch has some thousand rows. Loading leaves transactions of many more, from which the planner would conclude that what an open
-- transaction holds is most of the table, and read all of it to find a minute's rows. In effect from the next ANALYZE on.
ALTER TABLE ballot_issue ALTER COLUMN xid SET (n_distinct = -0.001);
ALTER TABLE count_report ALTER COLUMN xid SET (n_distinct = -0.001);
