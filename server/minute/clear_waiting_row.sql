-- No rows: removes what counting made in waiting_row for election $1. Index: waiting_row_pkey.
DELETE FROM waiting_row WHERE election = $1;
