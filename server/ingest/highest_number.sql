-- One row: the highest number that the source $2 of the election $1 has sent of either kind; 0 where it sent none. Primary keys.
SELECT greatest((SELECT max(seq) FROM ballot_issue WHERE election = $1 AND source = $2),
                (SELECT max(seq) FROM count_report WHERE election = $1 AND source = $2), 0)::bigint AS highest
