-- What a person closed while its cause lasts, and what counting knows of each source's line, apart from what is kept as it comes in.

-- Closed by a person and met ever since: until the cause is gone, the same is not opened anew.
ALTER TABLE discrepancy ADD COLUMN cause_lasts boolean NOT NULL DEFAULT false;
CREATE INDEX discrepancy_lasting ON discrepancy (election, rule, source) WHERE cause_lasts;

-- A source's line as counting last saw it. Not in source_progress: whoever brings a batch holds that row until it is committed, and
-- neither may wait for a minute nor a minute for it.
CREATE TABLE source_line (
  election text COLLATE "C" NOT NULL REFERENCES election ON DELETE CASCADE,
  source text COLLATE "C" NOT NULL,
  -- Receipt of the last message counted, by the database's clock: whoever puts rows in by SQL is heard by this alone.
  heard_at timestamptz NOT NULL,
  -- Up to which number everything from 1 on was stored.
  durable_up_to bigint NOT NULL DEFAULT 0,
  -- Highest number met.
  highest_seq bigint NOT NULL DEFAULT 0,
  -- Receipt less occurrence of the freshest message last counted; negative where the source's clock is ahead. Empty in rehearsals.
  skew_ms bigint,
  skew_at timestamptz,
  -- More holes than are kept one by one.
  more_holes boolean NOT NULL DEFAULT false,
  PRIMARY KEY (election, source)
);
INSERT INTO source_line (election, source, heard_at, durable_up_to, highest_seq, skew_ms, skew_at, more_holes)
SELECT election, source, heard_at, durable_up_to, highest_seq, skew_ms, skew_at, more_holes
  FROM source_progress
 WHERE highest_seq > 0;
ALTER TABLE source_progress
  DROP COLUMN highest_seq,
  DROP COLUMN skew_ms,
  DROP COLUMN skew_at,
  DROP COLUMN more_holes;

DO $$
DECLARE
  ingest text := current_setting('turnout.ingest_role');
  counting text := current_setting('turnout.counting_role');
  reading text := current_setting('turnout.reading_role');
BEGIN
  EXECUTE format('GRANT UPDATE (cause_lasts) ON discrepancy TO %I', counting);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON source_line TO %I', counting);
  EXECUTE format('GRANT SELECT ON source_line TO %I, %I', ingest, reading);
  EXECUTE format('REVOKE INSERT, UPDATE ON source_progress FROM %I', counting);
END $$;
