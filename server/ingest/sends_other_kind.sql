-- One row: whether the source $2 of the election $1 sends messages of the kind that is not $3 as well. Primary keys.
SELECT CASE $3::text
         WHEN 'ballot_issue' THEN EXISTS (SELECT FROM count_report WHERE election = $1 AND source = $2)
         ELSE EXISTS (SELECT FROM ballot_issue WHERE election = $1 AND source = $2)
       END AS sends
