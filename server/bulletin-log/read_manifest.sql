-- One row: the manifest of election $1's log as it is published; none before the log was founded. Index: bulletin_log_pkey.
SELECT manifest AS json, manifest_csv AS csv FROM bulletin_log WHERE election = $1;
