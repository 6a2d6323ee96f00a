-- One row: the name of election $1's log; none before it was founded. Index: bulletin_log_pkey.
SELECT origin FROM bulletin_log WHERE election = $1;
