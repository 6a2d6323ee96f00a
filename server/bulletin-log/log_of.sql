-- One row: the log of election $1, kept from growing elsewhere until the transaction ends; none before it was founded. Index: bulletin_log_pkey.
SELECT origin, key, manifest, manifest_csv FROM bulletin_log WHERE election = $1 FOR UPDATE;
