-- One row a witness of election $1's log, in the order of their keys. Index: log_witness_pkey.
SELECT key, standing, detail, since FROM log_witness WHERE election = $1 ORDER BY key;
