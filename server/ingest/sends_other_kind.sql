-- One row: whether the source $2 of the election $1 sends messages of the kind that is not $3 as well. In order of number, so that
-- a source that does not is not looked for through the whole table. Primary keys.
SELECT CASE $3::text
         WHEN 'ballot_issue' THEN EXISTS (SELECT FROM (SELECT FROM count_report WHERE election = $1 AND source = $2 ORDER BY seq LIMIT 1) r)
         ELSE EXISTS (SELECT FROM (SELECT FROM ballot_issue WHERE election = $1 AND source = $2 ORDER BY seq LIMIT 1) b)
       END AS sends
