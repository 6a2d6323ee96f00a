-- What counting makes of the rows. Everything here can be rebuilt from them.

-- How far an election is counted. Locked FOR UPDATE in one statement, advanced in a later one of the same transaction.
CREATE TABLE counting_watermark (
  election text COLLATE "C" PRIMARY KEY REFERENCES election ON DELETE CASCADE,
  -- Everything visible in it is counted; '3:3:' is before the first ordinary transaction.
  counted pg_snapshot NOT NULL DEFAULT '3:3:',
  -- Of the cluster it was counted in: where either differs, recount before counting on.
  system_identifier bigint,
  timeline integer,
  lineage integer NOT NULL DEFAULT 1,
  -- Of the last snapshot; 0 before the first.
  number bigint NOT NULL DEFAULT 0,
  as_of timestamptz,
  snapshot_sha256 text,
  -- Revision of areas.json in force at the last snapshot.
  area_revision text
);

-- Sums of each area and channel, precincts included: a parent is the sum of its children because both get the same change.
CREATE TABLE area_sum (
  election text COLLATE "C" NOT NULL REFERENCES election ON DELETE CASCADE,
  area text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  registered bigint NOT NULL DEFAULT 0,
  issued bigint NOT NULL DEFAULT 0,
  ballots_cast bigint NOT NULL DEFAULT 0,
  feeds integer NOT NULL DEFAULT 0,
  feeds_reported integer NOT NULL DEFAULT 0,
  registered_reported bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (election, area, channel)
) WITH (fillfactor = 50);

-- The report that stands for each precinct and channel now.
CREATE TABLE effective_report (
  election text COLLATE "C" NOT NULL REFERENCES election ON DELETE CASCADE,
  area text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  as_of timestamptz NOT NULL,
  issued bigint NOT NULL,
  ballots_cast bigint,
  registered bigint,
  PRIMARY KEY (election, area, channel)
) WITH (fillfactor = 50);

-- Rows whose time has not come at the last snapshot's instant.
CREATE TABLE waiting_row (
  election text COLLATE "C" NOT NULL REFERENCES election ON DELETE CASCADE,
  due_at timestamptz NOT NULL,
  kind text NOT NULL CHECK (kind IN ('ballot_issue', 'count_report', 'electorate')),
  source text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  area text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  type text COLLATE "C",
  PRIMARY KEY (election, kind, due_at, source, seq, area, channel)
);

-- Ballots by when they were issued: changes of a displayed area's count in the ten minutes up to `at`.
CREATE TABLE occurred_sum (
  election text COLLATE "C" NOT NULL REFERENCES election ON DELETE CASCADE,
  area text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  at timestamptz NOT NULL,
  issued bigint NOT NULL DEFAULT 0,
  ballots_cast bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (election, area, channel, at)
) WITH (fillfactor = 70);

-- The tree with its registered counts as areas.json gives it, one row a revision.
CREATE TABLE area_revision (
  election text COLLATE "C" NOT NULL REFERENCES election ON DELETE CASCADE,
  revision text NOT NULL,
  body text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (election, revision)
);

CREATE TABLE snapshot (
  election text COLLATE "C" NOT NULL REFERENCES election,
  number bigint NOT NULL CHECK (number >= 1),
  lineage integer NOT NULL,
  as_of timestamptz NOT NULL,
  taken_at timestamptz NOT NULL,
  covers integer NOT NULL,
  loaded boolean NOT NULL,
  -- Exactly the rows visible in it, and of those the ones whose time had come, are in this snapshot.
  counted pg_snapshot NOT NULL,
  -- Cluster to which the transaction numbers in `counted` belong: a recount there can tell what was visible.
  system_identifier bigint NOT NULL,
  -- The published JSON, byte for byte.
  body text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  previous text,
  PRIMARY KEY (election, number)
);
CREATE INDEX snapshot_as_of ON snapshot (election, as_of, number);

-- At each full hour, opening, closing and the end: every level. Arrays follow area.position within the level.
CREATE TABLE snapshot_depth (
  election text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  level text NOT NULL,
  channel text COLLATE "C" NOT NULL,
  registered bigint[] NOT NULL,
  issued bigint[] NOT NULL,
  ballots_cast bigint[] NOT NULL,
  PRIMARY KEY (election, number, level, channel),
  FOREIGN KEY (election, number) REFERENCES snapshot
);

CREATE TABLE bulletin (
  election text COLLATE "C" NOT NULL REFERENCES election,
  number bigint NOT NULL CHECK (number >= 1),
  kind text NOT NULL CHECK (kind IN ('manifest', 'zero', 'opening', 'hourly', 'closing', 'final', 'correction', 'notice')),
  -- As in the address: 2020-06-29T14, with the minute where it is not full, with the offset where the clock repeats it.
  hour text NOT NULL,
  as_of timestamptz NOT NULL,
  snapshot bigint,
  corrects bigint,
  status text NOT NULL DEFAULT 'frozen' CHECK (status IN ('frozen', 'checked', 'signed', 'published')),
  reason text,
  -- What was counted: a recount by it must give the same numbers.
  counted pg_snapshot NOT NULL,
  body text NOT NULL,
  sha256 text NOT NULL,
  csv text NOT NULL,
  csv_sha256 text NOT NULL,
  frozen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (election, number),
  FOREIGN KEY (election, snapshot) REFERENCES snapshot,
  FOREIGN KEY (election, corrects) REFERENCES bulletin
);
-- Each hour is frozen exactly once, whatever is killed.
CREATE UNIQUE INDEX bulletin_hour ON bulletin (election, as_of, (kind = 'final')) WHERE corrects IS NULL;

-- A difference that a person has to look at.
CREATE TABLE discrepancy (
  discrepancy bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  election text COLLATE "C" NOT NULL REFERENCES election ON DELETE CASCADE,
  rule text NOT NULL,
  area text COLLATE "C",
  channel text COLLATE "C",
  source text COLLATE "C",
  seq bigint,
  -- Of the first snapshot that met it.
  number bigint NOT NULL,
  as_of timestamptz NOT NULL,
  detail jsonb NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed'))
);
CREATE INDEX discrepancy_election ON discrepancy (election, number);

CREATE TRIGGER snapshot_kept BEFORE UPDATE OR DELETE ON snapshot FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER snapshot_emptied BEFORE TRUNCATE ON snapshot FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bulletin_kept BEFORE DELETE ON bulletin FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bulletin_emptied BEFORE TRUNCATE ON bulletin FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
