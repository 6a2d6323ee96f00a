-- One row a bulletin of election $1 that its log has not, in order, at most $2. Indexes: bulletin_pkey, log_leaf_pkey.
SELECT number, kind, hour, as_of, snapshot, corrects, counted::text AS counted, sealed, body, csv
  FROM bulletin
 WHERE election = $1 AND number > coalesce((SELECT max(number) FROM log_leaf WHERE election = $1), 0)
 ORDER BY number LIMIT $2;
