-- One row a stretch of numbers that source $2 of election $1 has not sent, up to its highest, with when it was noticed; at most 1,001.
-- Reads the numbers of known holes, and those above the highest that counting met; both are few. `highest` is the highest number now.
-- Indexes: source_hole_pkey, source_line_pkey, ballot_issue_pkey, count_report_pkey.
WITH stretch AS (
  SELECT first_seq AS low, last_seq AS high, noticed_at FROM source_hole WHERE election = $1 AND source = $2
  UNION ALL
  SELECT highest_seq + 1, NULL, clock_timestamp() FROM source_line WHERE election = $1 AND source = $2
)
SELECT g.previous + 1 AS first, g.seq - 1 AS last, s.noticed_at
  FROM stretch s
 CROSS JOIN LATERAL (
   SELECT n.seq, lag(n.seq, 1, s.low - 1) OVER (ORDER BY n.seq) AS previous
     FROM (SELECT seq FROM ballot_issue WHERE election = $1 AND source = $2 AND seq >= s.low AND (s.high IS NULL OR seq <= s.high)
           UNION ALL
           SELECT seq FROM count_report WHERE election = $1 AND source = $2 AND seq >= s.low AND (s.high IS NULL OR seq <= s.high)
           UNION ALL
           SELECT s.high + 1 WHERE s.high IS NOT NULL) n) g
 WHERE g.seq > g.previous + 1
 ORDER BY 1
 LIMIT 1001;
