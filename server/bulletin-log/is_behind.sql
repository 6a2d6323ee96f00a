-- One row: whether election $1 has bulletins that its log has not. Indexes: bulletin_pkey, log_leaf_pkey.
SELECT coalesce((SELECT max(number) FROM bulletin WHERE election = $1), 0)
       > coalesce((SELECT max(number) FROM log_leaf WHERE election = $1), 0) AS behind;
