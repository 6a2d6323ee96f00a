-- One row a leaf of election $1's log from number $2 on, in order. Index: log_leaf_pkey.
SELECT number, leaf FROM log_leaf WHERE election = $1 AND number >= $2 ORDER BY number;
