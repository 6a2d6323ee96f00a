-- One row a precinct and channel of election $1 of which a report at or before $3 was corrected, or corrected by one for then: by a report
-- visible in $4 and due by $5, and not visible in $2 and due by $3, both of cluster $7; none from before the first opening $6. Indexes: "already-corrected", count_report_pkey.
SELECT DISTINCT later.area, later.channel
  FROM count_report later
 WHERE later.election = $1 AND later.corrects IS NOT NULL
   AND pg_visible_in_snapshot(xid_in_cluster(later.xid, later.former_xid, later.former_lineage, $7), $4::pg_snapshot) AND later.as_of BETWEEN $6::timestamptz AND $5::timestamptz
   AND NOT (pg_visible_in_snapshot(xid_in_cluster(later.xid, later.former_xid, later.former_lineage, $7), $2::pg_snapshot) AND later.as_of <= $3::timestamptz)
   AND (later.as_of <= $3::timestamptz
        OR EXISTS (SELECT FROM count_report earlier
                    WHERE earlier.election = $1 AND earlier.source = later.source AND earlier.seq = later.corrects
                      AND earlier.as_of <= $3::timestamptz));
