-- One row: whether this server is a standby, which serves and never counts. No index.
SELECT pg_is_in_recovery() AS in_recovery;
