-- One row: nothing of election $1 is counted yet, in this cluster on this timeline: electorates bear its transaction numbers.
INSERT INTO counting_watermark (election, system_identifier, timeline)
VALUES ($1, (SELECT system_identifier FROM pg_control_system()), ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::integer);
