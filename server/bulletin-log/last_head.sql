-- One row: the last signed head of election $1's log; none before the first. Index: log_head_pkey.
SELECT note FROM log_head WHERE election = $1 ORDER BY size DESC LIMIT 1;
