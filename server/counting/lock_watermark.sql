-- One row: how far election $1 is counted, locked until the transaction ends. Index: counting_watermark_pkey.
SELECT counted::text AS counted, system_identifier::text AS system_identifier, timeline, lineage, number, as_of,
       snapshot_sha256, area_revision
  FROM counting_watermark
 WHERE election = $1
   FOR UPDATE;
