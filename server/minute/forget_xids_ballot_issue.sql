-- No rows: every row of election $1 in ballot_issue counts as seen since the beginning, as its transaction's number belongs to another cluster.
UPDATE ballot_issue SET xid = '3' WHERE election = $1 AND xid <> '3';
