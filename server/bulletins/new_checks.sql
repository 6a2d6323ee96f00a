-- One row a recount of a bulletin of election $1 after recount $2, in order, at most $3. Index: bulletin_check_of; there are a few an hour.
SELECT change, number, outcome FROM bulletin_check WHERE election = $1 AND change > $2 ORDER BY change LIMIT $3;
