-- One row a hole in the numbers of a source of election $1 that is older than $2 by the database's clock. Index: source_hole_pkey.
SELECT source, first_seq AS first, last_seq AS last, noticed_at
  FROM source_hole
 WHERE election = $1 AND noticed_at <= clock_timestamp() - $2::interval;
