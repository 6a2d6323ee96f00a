-- One row a count report of election $1. Index: none, the whole election is read.
SELECT coalesce(former_xid, xid)::text AS xid, former_lineage, source, seq, area, channel, as_of, issued, ballots_cast, registered, corrects, received_at
  FROM count_report
 WHERE election = $1;
