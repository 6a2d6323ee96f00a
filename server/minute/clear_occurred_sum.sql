-- No rows: removes what counting made in occurred_sum for election $1. Index: occurred_sum_pkey.
DELETE FROM occurred_sum WHERE election = $1;
