-- One row a source of election $1 that was not heard for $2 by the database's clock, while by the election's ($3) a channel fed by
-- single ballots, one of $4, that it may send for has been open as long where it may send for. A source of reports may be quiet
-- between them, and everybody may while closed. Indexes: source_pkey, source_progress_pkey, source_line_pkey,
-- voting_hours_pkey, ballot_issue_pkey.
SELECT s.source, s.heard_at
  FROM (SELECT coalesce(o.source, h.source) AS source, o.channel, o.area, coalesce(h.heard_at, o.created_at) AS since, h.heard_at
          FROM (SELECT source, channel, area, created_at, revoked_at FROM source WHERE election = $1) o
          FULL JOIN (SELECT source, max(heard_at) AS heard_at
                       FROM (SELECT source, heard_at FROM source_progress WHERE election = $1
                             UNION ALL
                             SELECT source, heard_at FROM source_line WHERE election = $1) both_doors
                      GROUP BY source) h ON h.source = o.source
         WHERE o.revoked_at IS NULL) s
 WHERE s.since < clock_timestamp() - $2::interval
   AND EXISTS (SELECT FROM voting_hours h
                WHERE h.election = $1 AND h.channel = ANY ($4::text[]) AND (s.channel IS NULL OR h.channel = s.channel)
                  AND h.opens_at <= $3::timestamptz - $2::interval AND h.closes_at > $3::timestamptz
                  AND (s.area IS NULL
                       OR EXISTS (SELECT FROM area_ancestor x JOIN area a ON a.election = x.election AND a.area = x.precinct
                                   WHERE x.election = $1 AND x.area = s.area AND a.timezone = h.timezone)))
   AND (s.channel IS NOT NULL OR EXISTS (SELECT FROM (SELECT FROM ballot_issue b WHERE b.election = $1 AND b.source = s.source ORDER BY b.seq LIMIT 1) one))
 ORDER BY s.source;
