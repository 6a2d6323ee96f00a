-- No rows: election $1 goes on after snapshot $2 as of $3, whose bytes have SHA-256 $4, in lineage $5. Index: counting_watermark_pkey.
UPDATE counting_watermark SET number = $2, as_of = $3, snapshot_sha256 = $4, lineage = $5 WHERE election = $1;
