-- One row a count report of election $1. Index: none, the whole election is read.
SELECT xid::text AS xid, source, seq, area, channel, as_of, issued, ballots_cast, registered, corrects, received_at
  FROM count_report
 WHERE election = $1;
