-- No rows: every row of election $1 in electorate counts as seen since the beginning, as its transaction's number belongs to another cluster.
UPDATE electorate SET xid = '3' WHERE election = $1 AND xid <> '3';
