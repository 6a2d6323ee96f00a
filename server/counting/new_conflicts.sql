-- One row a source of election $1 under whose numbers another content arrived between what was last counted ($2) and what is visible now
-- ($3): how many, and the first of them. Index: ingest_conflict_new.
SELECT source, min(seq) AS seq, count(*) AS conflicts
  FROM ingest_conflict
 WHERE election = $1
   AND ((xid >= pg_snapshot_xmax($2::pg_snapshot) AND xid < pg_snapshot_xmax($3::pg_snapshot))
        OR xid = ANY (ARRAY(SELECT pg_snapshot_xip($2::pg_snapshot))))
   AND pg_visible_in_snapshot(xid, $3::pg_snapshot)
 GROUP BY source;
