-- One row: the number up to which every message of the source $2 of the election $1 is stored. Reads on from the mark $3
-- until the first hole, along the primary keys of both tables: a source numbers all its messages in one series.
UPDATE source_progress p
   SET durable_up_to = coalesce(
         (SELECT previous
            FROM (SELECT seq, lag(seq, 1, $3::bigint) OVER (ORDER BY seq) AS previous
                    FROM (SELECT seq FROM ballot_issue WHERE election = $1 AND source = $2 AND seq > $3
                          UNION ALL
                          SELECT seq FROM count_report WHERE election = $1 AND source = $2 AND seq > $3) sent) steps
           WHERE seq > previous + 1
           ORDER BY seq
           LIMIT 1),
         (SELECT greatest(max(b.seq), (SELECT max(r.seq) FROM count_report r
                                        WHERE r.election = $1 AND r.source = $2 AND r.seq > $3))
            FROM ballot_issue b
           WHERE b.election = $1 AND b.source = $2 AND b.seq > $3),
         p.durable_up_to)
 WHERE p.election = $1 AND p.source = $2
RETURNING p.durable_up_to
