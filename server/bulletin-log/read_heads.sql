-- One row a signed head of election $1's log of more than $2 leaves, in order. Index: log_head_pkey.
SELECT size, note FROM log_head WHERE election = $1 AND size > $2 ORDER BY size;
