-- The log of bulletins: what it promised, its leaves, and every head that was signed. Grows, and is never altered.

-- Locked while the log grows.
CREATE TABLE bulletin_log (
  election text COLLATE "C" PRIMARY KEY REFERENCES election ON DELETE CASCADE,
  -- First line of every head; names the log for ever.
  origin text NOT NULL,
  -- Public key of who signs, as name+id+base64.
  key text NOT NULL,
  -- Bulletin 0 and its CSV, byte for byte.
  manifest text NOT NULL,
  manifest_csv text NOT NULL
);

CREATE TABLE log_leaf (
  election text COLLATE "C" NOT NULL REFERENCES bulletin_log ON DELETE CASCADE,
  -- Of the bulletin; 0 is the manifest.
  number bigint NOT NULL CHECK (number >= 0),
  leaf text NOT NULL,
  PRIMARY KEY (election, number)
);

CREATE TABLE log_head (
  election text COLLATE "C" NOT NULL REFERENCES bulletin_log ON DELETE CASCADE,
  -- How many leaves it takes in.
  size bigint NOT NULL CHECK (size >= 1),
  -- The signed note.
  note text NOT NULL,
  signed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (election, size)
);

CREATE TRIGGER bulletin_log_kept BEFORE UPDATE ON bulletin_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER log_leaf_kept BEFORE UPDATE ON log_leaf FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER log_head_kept BEFORE UPDATE ON log_head FOR EACH ROW EXECUTE FUNCTION refuse_change();

DO $$
DECLARE
  counting text := current_setting('turnout.counting_role');
  reading text := current_setting('turnout.reading_role');
BEGIN
  -- UPDATE only so that the log can be locked; the trigger refuses every change.
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON bulletin_log TO %I', counting);
  EXECUTE format('GRANT SELECT, INSERT ON log_leaf, log_head TO %I', counting);
  EXECUTE format('GRANT SELECT ON bulletin_log, log_leaf, log_head TO %I', reading);
END $$;
