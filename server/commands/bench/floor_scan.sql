-- One row: how many precincts' channels, and how many ballots, have transaction numbers from the end of $2 to the end of $3 in
-- election $1: the bare grouped index scan below which no counting of them can go. Index: ballot_issue_new.
SELECT count(*)::integer AS groups, coalesce(sum(g.issued), 0)::integer AS rows
  FROM (SELECT area, channel, count(*) AS issued
          FROM ballot_issue
         WHERE election = $1 AND xid >= pg_snapshot_xmax($2::pg_snapshot) AND xid < pg_snapshot_xmax($3::pg_snapshot)
         GROUP BY area, channel) g;
