-- Bulletins in full: what a recount found of each, the hour struck before anything is counted, corrections of hours that are frozen, and
-- the officials' files that bulletins commit to.

-- Each recount of a bulletin's figures from the rows; a bulletin is checked once the last of them agrees. Never altered.
CREATE TABLE bulletin_check (
  change bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  election text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  -- impossible: it was counted in another cluster, whose transaction numbers tell nothing here.
  outcome text NOT NULL CHECK (outcome IN ('agrees', 'differs', 'impossible')),
  -- Rows that were read.
  rows_read bigint NOT NULL,
  took_ms integer NOT NULL,
  -- The first figures that differ, each with its area.
  differences jsonb NOT NULL,
  checked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  FOREIGN KEY (election, number) REFERENCES bulletin ON DELETE CASCADE
);
CREATE INDEX bulletin_check_of ON bulletin_check (election, number, change);
CREATE TRIGGER bulletin_check_kept BEFORE UPDATE ON bulletin_check FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A bulletin's state is the history of its checks: the row itself never changes again.
DROP TRIGGER bulletin_kept ON bulletin;
CREATE TRIGGER bulletin_kept BEFORE UPDATE OR DELETE ON bulletin FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE bulletin
  -- Of a correction: the bulletin whose hour it tells again, the first of the chain of which `corrects` names the last.
  ADD COLUMN restates bigint,
  -- Of a correction: the snapshot with which it was known.
  ADD COLUMN known_in bigint,
  -- SHA-256, hex, of 32 random bytes and the officials' file of every level.
  ADD COLUMN sealed text CHECK (sealed ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT bulletin_restates CHECK ((kind = 'correction') = (restates IS NOT NULL AND known_in IS NOT NULL AND corrects IS NOT NULL)) NOT VALID,
  ADD FOREIGN KEY (election, restates) REFERENCES bulletin,
  ADD FOREIGN KEY (election, known_in) REFERENCES snapshot;
-- Each bulletin is corrected by one other at most; that one by the next.
CREATE UNIQUE INDEX bulletin_corrects ON bulletin (election, corrects) WHERE corrects IS NOT NULL;
CREATE INDEX bulletin_restating ON bulletin (election, restates, number) WHERE restates IS NOT NULL;
-- Each hour is frozen exactly once, whatever is killed; beside the opening may stand the zero, beside the closing the final one.
DROP INDEX bulletin_hour;
CREATE UNIQUE INDEX bulletin_hour ON bulletin (election, as_of, (kind = 'final'), (kind = 'zero')) WHERE corrects IS NULL;
CREATE UNIQUE INDEX bulletin_zero ON bulletin (election) WHERE kind = 'zero';

-- Bulletins of hours that corrections have touched since, until it is settled whether they changed them.
CREATE TABLE hour_to_correct (
  election text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  PRIMARY KEY (election, number),
  FOREIGN KEY (election, number) REFERENCES bulletin ON DELETE CASCADE
);

-- What was put before the officials' file of a bulletin when it was committed to: without it nobody can guess small figures.
CREATE TABLE bulletin_seal (
  election text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  salt bytea NOT NULL CHECK (octet_length(salt) = 32),
  PRIMARY KEY (election, number),
  FOREIGN KEY (election, number) REFERENCES bulletin ON DELETE CASCADE
);
CREATE TRIGGER bulletin_seal_kept BEFORE UPDATE ON bulletin_seal FOR EACH ROW EXECUTE FUNCTION refuse_change();

DO $$
DECLARE
  counting text := current_setting('turnout.counting_role');
  reading text := current_setting('turnout.reading_role');
BEGIN
  EXECUTE format('REVOKE UPDATE (status) ON bulletin FROM %I', counting);
  EXECUTE format('GRANT SELECT, INSERT ON bulletin_check, bulletin_seal TO %I', counting);
  EXECUTE format('GRANT SELECT, INSERT, DELETE ON hour_to_correct TO %I', counting);
  EXECUTE format('GRANT SELECT ON bulletin_check, bulletin_seal TO %I', reading);
END $$;
