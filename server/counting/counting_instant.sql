-- One row: what is visible now, the database's clock, and which cluster on which timeline this is. No index.
SELECT pg_current_snapshot()::text AS visible, clock_timestamp() AS now,
       (SELECT system_identifier FROM pg_control_system())::text AS system_identifier,
       ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::integer AS timeline,
       pg_current_xact_id_if_assigned()::text AS own_xid;
