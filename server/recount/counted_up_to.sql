-- One row: the snapshot after which election $1 is counted on: its number, 0 before the first, its instant and the SHA-256 of its bytes. Index:
-- counting_watermark_pkey.
SELECT number, as_of, snapshot_sha256 FROM counting_watermark WHERE election = $1;
