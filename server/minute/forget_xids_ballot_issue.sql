-- No rows: every row of election $1 in ballot_issue counts as seen since the beginning, as its transaction's number belongs to another cluster; which it was
-- there, up to lineage $2, is kept. A row that came here before this, its number that of the transaction that wrote it here and received after
-- the last snapshot, was seen there by none. No index: every row is written.
UPDATE ballot_issue
   SET former_lineage = $2, xid = '3',
       former_xid = CASE WHEN xmin = xid::xid
                          AND received_at > (SELECT coalesce(max(taken_at), '-infinity') FROM snapshot WHERE election = $1)
                         THEN '18446744073709551615' ELSE xid END
 WHERE election = $1 AND xid <> '3';
