-- No rows: election $1 is to be counted anew from its rows, by cluster $2 on timeline $3, in the next lineage; numbers go on. Index:
-- counting_watermark_pkey.
UPDATE counting_watermark
   SET counted = '3:3:', system_identifier = $2, timeline = $3, lineage = lineage + 1
 WHERE election = $1;
