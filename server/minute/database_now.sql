-- One row: the database's clock. No index.
SELECT clock_timestamp() AS now;
