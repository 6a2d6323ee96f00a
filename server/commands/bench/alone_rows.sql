-- No rows: copies the rows of election $1 from the end of $2 to the end of $3 into the place for them. Index: ballot_issue_new.
INSERT INTO bench_alone
SELECT * FROM ballot_issue
 WHERE election = $1 AND xid >= pg_snapshot_xmax($2::pg_snapshot) AND xid < pg_snapshot_xmax($3::pg_snapshot);
