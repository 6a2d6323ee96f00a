-- No rows: the sums of election $1 stand at nothing. Index: area_sum_pkey.
UPDATE area_sum
   SET registered = 0, issued = 0, ballots_cast = 0, feeds_reported = 0, registered_reported = 0
 WHERE election = $1;
