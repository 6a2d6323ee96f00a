-- One row: the number up to which every message of the source $2 of the election $1 is stored. Reads on from the mark $3
-- until the first hole, along the primary keys of both tables: a source numbers all its messages in one series. Where there is
-- no hole, as many are above the mark as the highest is above it; where the very next is missing, nothing above it is read.
WITH next AS MATERIALIZED (
  SELECT EXISTS (SELECT FROM ballot_issue WHERE election = $1 AND source = $2 AND seq = $3::bigint + 1)
      OR EXISTS (SELECT FROM count_report WHERE election = $1 AND source = $2 AND seq = $3::bigint + 1) AS there
), sent AS (
  SELECT count(*) AS messages, max(seq) AS highest
    FROM (SELECT seq FROM ballot_issue WHERE election = $1 AND source = $2 AND seq > $3 AND (SELECT there FROM next)
          UNION ALL
          SELECT seq FROM count_report WHERE election = $1 AND source = $2 AND seq > $3 AND (SELECT there FROM next)) above
)
UPDATE source_progress p
   SET durable_up_to = CASE
         WHEN sent.messages = 0 THEN greatest(p.durable_up_to, $3::bigint)
         WHEN sent.messages = sent.highest - $3::bigint THEN sent.highest
         ELSE coalesce(
           (SELECT previous
              FROM (SELECT seq, lag(seq, 1, $3::bigint) OVER (ORDER BY seq) AS previous
                      FROM (SELECT seq FROM ballot_issue WHERE election = $1 AND source = $2 AND seq > $3
                            UNION ALL
                            SELECT seq FROM count_report WHERE election = $1 AND source = $2 AND seq > $3) above) steps
             WHERE seq > previous + 1
             ORDER BY seq
             LIMIT 1), sent.highest)
       END
  FROM sent
 WHERE p.election = $1 AND p.source = $2
RETURNING p.durable_up_to
