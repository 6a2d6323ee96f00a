-- What is voted on, where, by whom, and when. Loaded from an election package; several elections in one database.

CREATE TABLE installation (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  installation uuid NOT NULL DEFAULT gen_random_uuid(),
  -- A database holds one mode for ever.
  mode text NOT NULL DEFAULT 'rehearsal' CHECK (mode IN ('rehearsal', 'live')),
  -- SHA-256 of the operator's secret; the secret itself is printed once and kept nowhere.
  desk_secret_sha256 bytea CHECK (octet_length(desk_secret_sha256) = 32),
  created_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO installation DEFAULT VALUES;

CREATE TABLE election (
  election text COLLATE "C" PRIMARY KEY CHECK (election ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  -- election.json as it was read.
  definition jsonb NOT NULL,
  package_sha256 text NOT NULL,
  timezone text NOT NULL,
  display_level text NOT NULL,
  publish_level text NOT NULL,
  -- First opening and last closing of any channel in any zone.
  opens_at timestamptz NOT NULL,
  closes_at timestamptz NOT NULL CHECK (closes_at > opens_at),
  -- Distinguishes this loading of the election from any other: names the folder of its published files.
  edition uuid NOT NULL DEFAULT gen_random_uuid(),
  -- Set when nothing more is expected: the snapshots from this instant on are final.
  finished_at timestamptz,
  loaded_at timestamptz NOT NULL DEFAULT now()
);

-- The package's small files, byte for byte, so that any copy of the program can rehearse without the folder.
CREATE TABLE package_file (
  election text COLLATE "C" NOT NULL REFERENCES election ON DELETE CASCADE,
  name text NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (election, name)
);

CREATE TABLE area (
  election text COLLATE "C" NOT NULL REFERENCES election ON DELETE CASCADE,
  area text COLLATE "C" NOT NULL,
  parent text COLLATE "C",
  level text NOT NULL,
  -- 0 for the root.
  depth integer NOT NULL CHECK (depth >= 0),
  -- Order in areas.csv: the order of every array.
  position integer NOT NULL,
  names jsonb NOT NULL,
  timezone text NOT NULL,
  tile_col integer,
  tile_row integer,
  disputed boolean NOT NULL DEFAULT false,
  note text,
  -- A precinct: the smallest thing counted.
  leaf boolean NOT NULL,
  PRIMARY KEY (election, area),
  FOREIGN KEY (election, parent) REFERENCES area,
  -- In this order: an index that begins with the election tempts the check of a foreign key to walk the whole tree.
  UNIQUE (position, election)
);

-- Each precinct with every area that contains it, itself included.
CREATE TABLE area_ancestor (
  election text COLLATE "C" NOT NULL REFERENCES election ON DELETE CASCADE,
  precinct text COLLATE "C" NOT NULL,
  area text COLLATE "C" NOT NULL,
  level text NOT NULL,
  PRIMARY KEY (election, precinct, area)
);

CREATE TABLE boundaries (
  election text COLLATE "C" PRIMARY KEY REFERENCES election ON DELETE CASCADE,
  -- boundaries.geojson as it is published.
  body text NOT NULL
);

CREATE TABLE channel (
  election text COLLATE "C" NOT NULL REFERENCES election ON DELETE CASCADE,
  channel text COLLATE "C" NOT NULL,
  position integer NOT NULL,
  names jsonb NOT NULL,
  revotes boolean NOT NULL,
  PRIMARY KEY (election, channel)
);

-- Opening hours of a channel in each zone in which the election has areas, as instants.
CREATE TABLE voting_hours (
  election text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  timezone text NOT NULL,
  opens_at timestamptz NOT NULL,
  closes_at timestamptz NOT NULL CHECK (closes_at > opens_at),
  PRIMARY KEY (election, channel, timezone, opens_at),
  FOREIGN KEY (election, channel) REFERENCES channel ON DELETE CASCADE
);

-- What each precinct's channel is fed by: events or reports, never both.
CREATE TABLE feed (
  election text COLLATE "C" NOT NULL,
  area text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  feed text COLLATE "C" NOT NULL CHECK (feed IN ('events', 'reports')),
  PRIMARY KEY (election, area, channel),
  FOREIGN KEY (election, area) REFERENCES area ON DELETE CASCADE,
  FOREIGN KEY (election, channel) REFERENCES channel ON DELETE CASCADE
);

-- Registered electors of a precinct and channel from an instant on. A change is a new row; the last received wins a tie.
CREATE TABLE electorate (
  election text COLLATE "C" NOT NULL,
  area text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  as_of timestamptz NOT NULL,
  change bigint GENERATED ALWAYS AS IDENTITY,
  registered bigint NOT NULL CHECK (registered >= 0),
  received_at timestamptz NOT NULL DEFAULT now(),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (election, area, channel, as_of, change),
  FOREIGN KEY (election, area, channel) REFERENCES feed ON DELETE CASCADE
);
CREATE INDEX electorate_new ON electorate (election, xid);

-- Figures others published, to be compared with and drawn as rings.
CREATE TABLE published_count (
  election text COLLATE "C" NOT NULL REFERENCES election ON DELETE CASCADE,
  position integer NOT NULL,
  area text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  at_from timestamptz NOT NULL,
  at timestamptz NOT NULL,
  measure text NOT NULL CHECK (measure IN ('issued', 'cast', 'turnout_pct')),
  value numeric NOT NULL,
  denominator bigint,
  status text NOT NULL CHECK (status IN ('exact', 'minimum', 'window', 'percent')),
  source text NOT NULL,
  PRIMARY KEY (election, position)
);
