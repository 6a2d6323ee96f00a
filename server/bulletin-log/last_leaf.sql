-- One row: number of the last leaf of election $1's log that is a bulletin, 0 before the first. Index: log_leaf_pkey.
SELECT coalesce(max(number), 0)::bigint AS number FROM log_leaf WHERE election = $1;
