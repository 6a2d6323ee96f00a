-- No rows: every row of election $1 in ingest_conflict counts as seen since the beginning, as its transaction's number belongs to another cluster.
UPDATE ingest_conflict SET xid = '3' WHERE election = $1 AND xid <> '3';
