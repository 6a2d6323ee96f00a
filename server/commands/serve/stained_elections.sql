-- One row an election that is not counted yet and has rows already, with when the first was received. Indexes: ballot_issue_pkey, count_report_pkey.
SELECT w.election,
       (SELECT min(received_at)::text
          FROM (SELECT received_at FROM ballot_issue b WHERE b.election = w.election
                UNION ALL
                SELECT received_at FROM count_report r WHERE r.election = w.election) AS arrived) AS first
  FROM counting_watermark w
 WHERE w.number = 0
   AND (EXISTS (SELECT FROM ballot_issue b WHERE b.election = w.election)
        OR EXISTS (SELECT FROM count_report r WHERE r.election = w.election));
