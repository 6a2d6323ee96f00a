-- One row: the database's clock, in ms since the epoch.
SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms;
