-- One row a signature of a witness on a head of election $1's log, by size and key. Index: log_cosignature_pkey.
SELECT key, size, line, signed_at FROM log_cosignature WHERE election = $1 ORDER BY size, key;
