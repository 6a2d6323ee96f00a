-- One row a bulletin of election $1 with its bytes, in order. Index: bulletin_pkey.
SELECT number, kind, hour, snapshot, body, sha256, csv, csv_sha256 FROM bulletin WHERE election = $1 ORDER BY number;
