-- No rows: removes what counting made in effective_report for election $1. Index: effective_report_pkey.
DELETE FROM effective_report WHERE election = $1;
