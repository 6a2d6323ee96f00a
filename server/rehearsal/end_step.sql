-- One row: everything due up to $2 was sent and acknowledged in the rehearsal of the election $1, $3 minutes merged into it, told
-- once however often the step is repeated.
UPDATE rehearsal_clock
   SET merged_minutes = merged_minutes + CASE WHEN sent_to >= $2::timestamptz THEN 0 ELSE $3::bigint END,
       sent_to = greatest(sent_to, $2)
 WHERE election = $1
