-- No rows: election $1 is counted up to what is visible in $2, by cluster $3 on timeline $4, lineage $5; its last snapshot is
-- number $6, as of $7, with SHA-256 $8 and area revision $9. Index: counting_watermark_pkey.
UPDATE counting_watermark
   SET counted = $2::pg_snapshot, system_identifier = $3, timeline = $4, lineage = $5, number = $6, as_of = $7,
       snapshot_sha256 = $8, area_revision = $9
 WHERE election = $1;
