-- One row: leaf $2 of election $1's log; none where it has not so many. Index: log_leaf_pkey.
SELECT leaf FROM log_leaf WHERE election = $1 AND number = $2;
