-- One row: what this connection is to.
SELECT current_database() AS database,
       current_setting('server_version') AS version,
       current_setting('server_version_num')::int AS version_num,
       pg_encoding_to_char(d.encoding) AS encoding,
       pg_is_in_recovery() AS in_recovery
  FROM pg_database d
 WHERE d.datname = current_database();
