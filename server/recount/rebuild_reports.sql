-- One row a precinct and channel of election $1 in area $2: the electors registered and the report that stood, by what was visible in $3, of cluster $7,
-- as of $4; no report before the first opening $5 ever stands, or corrects another, and none corrects another before its time, which has come up to
-- $6. The electors also apart, as reported and as of the electorate. Straight from the rows, through no sum. Indexes: area_ancestor_pkey,
-- feed_pkey, electorate_pkey, count_report_precinct, "already-corrected".
SELECT f.area, f.channel, coalesce(r.registered, e.registered, 0) AS registered, coalesce(r.issued, 0) AS issued,
       coalesce(r.ballots_cast, 0) AS ballots_cast, r.registered AS reported, e.registered AS electorate
  FROM area_ancestor x
  JOIN feed f ON f.election = x.election AND f.area = x.precinct
  LEFT JOIN LATERAL (
    SELECT registered FROM electorate
     WHERE election = $1 AND area = f.area AND channel = f.channel AND pg_visible_in_snapshot(xid_in_cluster(xid, former_xid, former_lineage, $7), $3::pg_snapshot)
     ORDER BY as_of <= $4::timestamptz DESC,
              CASE WHEN as_of <= $4::timestamptz THEN as_of END DESC,
              CASE WHEN as_of <= $4::timestamptz THEN change END DESC, as_of, change DESC
     LIMIT 1) e ON true
  LEFT JOIN LATERAL (
    SELECT c.issued, c.ballots_cast, c.registered
      FROM count_report c
     WHERE c.election = $1 AND c.area = f.area AND c.channel = f.channel
       AND c.as_of <= $4::timestamptz AND c.as_of >= $5::timestamptz AND pg_visible_in_snapshot(xid_in_cluster(c.xid, c.former_xid, c.former_lineage, $7), $3::pg_snapshot)
       AND NOT EXISTS (SELECT FROM (SELECT xid, former_xid, former_lineage, as_of FROM count_report WHERE election = $1 AND source = c.source AND corrects = c.seq OFFSET 0) n
                        WHERE pg_visible_in_snapshot(xid_in_cluster(n.xid, n.former_xid, n.former_lineage, $7), $3::pg_snapshot)
                          AND n.as_of <= $6::timestamptz AND n.as_of >= $5::timestamptz)
     ORDER BY c.as_of DESC, c.received_at DESC, c.seq DESC, c.source DESC
     LIMIT 1) r ON true
 WHERE x.election = $1 AND x.area = $2
 ORDER BY f.area, f.channel;
