-- Witnesses of the logs: whom the operator named, how each stands to this log, and every signature that came from one.

CREATE TABLE log_witness (
  election text COLLATE "C" NOT NULL REFERENCES bulletin_log ON DELETE CASCADE,
  -- Public key, as name+id+base64.
  key text COLLATE "C" NOT NULL,
  -- How the last question to it ended; `dismissed` is asked no more.
  standing text NOT NULL DEFAULT 'waiting'
    CHECK (standing IN ('waiting', 'signing', 'away', 'unwilling', 'contradicting', 'dismissed')),
  -- For the operator: why.
  detail text,
  since timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (election, key)
);

-- Grows, and is never altered.
CREATE TABLE log_cosignature (
  election text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  -- Of the head that was signed.
  size bigint NOT NULL,
  -- As it stands in a note, with its line feed.
  line text NOT NULL,
  -- By the witness's clock.
  signed_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (election, key, size),
  FOREIGN KEY (election, key) REFERENCES log_witness ON DELETE CASCADE,
  FOREIGN KEY (election, size) REFERENCES log_head ON DELETE CASCADE
);

CREATE TRIGGER log_cosignature_kept BEFORE UPDATE ON log_cosignature FOR EACH ROW EXECUTE FUNCTION refuse_change();

DO $$
DECLARE
  counting text := current_setting('turnout.counting_role');
  reading text := current_setting('turnout.reading_role');
BEGIN
  EXECUTE format('GRANT SELECT, INSERT, UPDATE (standing, detail, since) ON log_witness TO %I', counting);
  EXECUTE format('GRANT SELECT, INSERT ON log_cosignature TO %I', counting);
  EXECUTE format('GRANT SELECT ON log_witness, log_cosignature TO %I', reading);
END $$;
