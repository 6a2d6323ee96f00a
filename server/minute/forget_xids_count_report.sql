-- No rows: every row of election $1 in count_report counts as seen since the beginning, as its transaction's number belongs to another cluster.
UPDATE count_report SET xid = '3' WHERE election = $1 AND xid <> '3';
