-- One row a ballot issue of the source $2 of the election $1, of the numbers $3, that another message cancelled: which. Index
-- "already-cancelled".
SELECT cancels AS target, seq FROM ballot_issue WHERE election = $1 AND source = $2 AND cancels = ANY ($3::bigint[])
