-- One row a count report of the source $2 of the election $1, of the numbers $3, that another message corrected: which. Index
-- "already-corrected".
SELECT corrects AS target, seq FROM count_report WHERE election = $1 AND source = $2 AND corrects = ANY ($3::bigint[])
