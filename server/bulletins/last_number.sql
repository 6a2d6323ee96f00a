-- One row: number of the last bulletin of election $1, 0 before the first. The watermark's lock keeps it from changing. Index: bulletin_pkey.
SELECT coalesce(max(number), 0)::bigint AS number FROM bulletin WHERE election = $1;
