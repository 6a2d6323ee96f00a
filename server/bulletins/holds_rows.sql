-- One row: whether any ballot or report of election $1 is visible in $2, counted or not. Indexes: ballot_issue_pkey, count_report_pkey.
SELECT EXISTS (SELECT FROM ballot_issue WHERE election = $1 AND pg_visible_in_snapshot(xid, $2::pg_snapshot))
       OR EXISTS (SELECT FROM count_report WHERE election = $1 AND pg_visible_in_snapshot(xid, $2::pg_snapshot)) AS holds;
