-- Who may do what. Roles belong to the whole cluster, so their names carry the database's; they come in as settings.
DO $$
DECLARE
  ingest text := current_setting('turnout.ingest_role');
  counting text := current_setting('turnout.counting_role');
  reading text := current_setting('turnout.reading_role');
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA public TO %I, %I, %I', ingest, counting, reading);

  -- Sources' rows may be put in and nothing else; xid and received_at are the database's own.
  EXECUTE format('GRANT INSERT (election, source, seq, type, area, channel, occurred_at, voter, cancels, reason) ON ballot_issue TO %I', ingest);
  EXECUTE format('GRANT INSERT (election, source, seq, area, channel, as_of, issued, ballots_cast, registered, corrects, reason) ON count_report TO %I', ingest);
  EXECUTE format('GRANT SELECT (election, source, seq, type, area, channel, occurred_at, cancels, reason) ON ballot_issue TO %I', ingest);
  EXECUTE format('GRANT SELECT ON count_report TO %I', ingest);
  EXECUTE format('GRANT EXECUTE ON FUNCTION ballot_issue_carries TO %I', ingest);
  EXECUTE format('GRANT SELECT, INSERT ON ingest_conflict TO %I', ingest);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON source_progress TO %I', ingest);
  EXECUTE format('GRANT SELECT ON election, area, area_ancestor, channel, feed, voting_hours, source TO %I', ingest);

  -- Counting reads the rows and writes sums, snapshots and bulletins; it puts nothing into the counted tables.
  EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA public TO %I', counting);
  EXECUTE format('REVOKE SELECT ON ballot_issue, installation, source FROM %I', counting);
  EXECUTE format('GRANT SELECT (election, source, channel, area, created_at, revoked_at) ON source TO %I', counting);
  EXECUTE format('GRANT SELECT (election, source, seq, type, area, channel, occurred_at, received_at, cancels, reason, xid) ON ballot_issue TO %I', counting);
  EXECUTE format('GRANT INSERT, UPDATE, DELETE ON area_sum, effective_report, waiting_row, occurred_sum TO %I', counting);
  EXECUTE format('GRANT INSERT ON snapshot, snapshot_depth, bulletin, area_revision, discrepancy TO %I', counting);
  EXECUTE format('GRANT UPDATE ON counting_watermark, rehearsal_clock, election TO %I', counting);
  EXECUTE format('GRANT INSERT, UPDATE ON source_progress TO %I', counting);
  EXECUTE format('GRANT UPDATE (status) ON bulletin TO %I', counting);

  -- Nobody but the owner reads the hash of the operator's secret.
  EXECUTE format('GRANT SELECT (only_row, installation, mode, created_at) ON installation TO %I, %I, %I', ingest, counting, reading);

  -- Publishing reads what is to be published, and who was last heard.
  EXECUTE format('GRANT SELECT ON election, package_file, area, area_ancestor, boundaries, channel, voting_hours, feed, electorate, published_count, counting_watermark, area_sum, occurred_sum, area_revision, snapshot, snapshot_depth, bulletin, discrepancy, rehearsal_clock, source_progress TO %I', reading);
  EXECUTE format('GRANT SELECT (election, source, channel, area, created_at, revoked_at) ON source TO %I', reading);
END $$;
