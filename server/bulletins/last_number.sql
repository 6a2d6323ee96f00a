-- One row: number of the last bulletin of election $1, 0 before the first; one that is in the log and was deleted since keeps its number. The
-- watermark's lock keeps it from changing. Indexes: bulletin_pkey, log_leaf_pkey.
SELECT greatest((SELECT max(number) FROM bulletin WHERE election = $1),
                (SELECT max(number) FROM log_leaf WHERE election = $1), 0)::bigint AS number;
