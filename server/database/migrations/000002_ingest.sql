-- What sources send. Append-only; a correction is a row that says what it corrects.

CREATE TABLE source (
  election text COLLATE "C" NOT NULL REFERENCES election ON DELETE CASCADE,
  source text COLLATE "C" NOT NULL CHECK (source ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
  -- What the source may send for: one channel or, empty, any; one area and all below it or, empty, all.
  channel text COLLATE "C",
  area text COLLATE "C",
  key_sha256 bytea CHECK (octet_length(key_sha256) = 32),
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz,
  PRIMARY KEY (election, source)
);

-- When a source was last heard, batch or heartbeat, and up to which number everything from 1 on is stored.
CREATE TABLE source_progress (
  -- A program that inserts by SQL may use a source nobody made: it is heard all the same.
  election text COLLATE "C" NOT NULL REFERENCES election ON DELETE CASCADE,
  source text COLLATE "C" NOT NULL,
  heard_at timestamptz NOT NULL DEFAULT now(),
  durable_up_to bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (election, source)
);

-- One row a ballot issued, cancelled or cast. (election, source, seq) makes a replay harmless and a hole visible.
CREATE TABLE ballot_issue (
  election text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  seq bigint NOT NULL CHECK (seq >= 1),
  type text COLLATE "C" NOT NULL DEFAULT 'issued' CHECK (type IN ('issued', 'cancelled', 'cast')),
  area text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  -- By the source's clock.
  occurred_at timestamptz NOT NULL,
  -- By the database's clock.
  received_at timestamptz NOT NULL DEFAULT now(),
  -- Keyed token, never an identifier.
  voter bytea CHECK (octet_length(voter) = 32),
  -- seq of the ballot issue of the same source that this row cancels.
  cancels bigint,
  reason text,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (election, source, seq),
  CONSTRAINT "cast-carries-voter" CHECK (type <> 'cast' OR voter IS NULL),
  CONSTRAINT "malformed" CHECK ((type = 'cancelled') = (cancels IS NOT NULL))
);
-- The rows that are new since a stored pg_snapshot are found by this index.
CREATE INDEX ballot_issue_new ON ballot_issue (election, xid);
CREATE UNIQUE INDEX "already-cancelled" ON ballot_issue (election, source, cancels) WHERE cancels IS NOT NULL;

-- Whether a stored ballot issue carries this token: lets the ingest role tell a replay from a conflict without reading any.
CREATE FUNCTION ballot_issue_carries(of_election text, of_source text, of_seq bigint, token bytea) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
  SELECT b.voter IS NOT DISTINCT FROM token
    FROM ballot_issue b
   WHERE b.election = of_election AND b.source = of_source AND b.seq = of_seq;
END;
REVOKE ALL ON FUNCTION ballot_issue_carries FROM PUBLIC;

-- One row a cumulative figure reported by a precinct for an instant.
CREATE TABLE count_report (
  election text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  seq bigint NOT NULL CHECK (seq >= 1),
  area text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  as_of timestamptz NOT NULL,
  issued bigint NOT NULL CHECK (issued >= 0),
  ballots_cast bigint CHECK (ballots_cast >= 0),
  registered bigint CHECK (registered >= 0),
  -- seq of the report of the same source that this row replaces.
  corrects bigint,
  reason text,
  received_at timestamptz NOT NULL DEFAULT now(),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (election, source, seq)
);
CREATE INDEX count_report_new ON count_report (election, xid);
CREATE INDEX count_report_precinct ON count_report (election, area, channel, as_of);
CREATE UNIQUE INDEX "already-corrected" ON count_report (election, source, corrects) WHERE corrects IS NOT NULL;

-- A number sent again with another content: kept, shown, never counted.
CREATE TABLE ingest_conflict (
  election text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('ballot_issue', 'count_report')),
  -- What was sent, without any voter.
  payload jsonb NOT NULL,
  noticed_at timestamptz NOT NULL DEFAULT now(),
  conflict bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);
CREATE INDEX ingest_conflict_source ON ingest_conflict (election, source, seq);

-- The referential rules, for whichever door the rows came through: one statement, over all of its rows.
CREATE FUNCTION check_ballot_issues() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  bad record;
BEGIN
  SELECT n.seq, n.election, n.area, n.channel,
         CASE WHEN a.area IS NULL THEN 'unknown-area'
              WHEN c.channel IS NULL THEN 'unknown-channel'
              ELSE 'wrong-feed' END AS rule
    INTO bad
    FROM (SELECT min(seq) AS seq, election, area, channel FROM arrived GROUP BY election, area, channel) n
    LEFT JOIN feed f ON f.election = n.election AND f.area = n.area AND f.channel = n.channel
    LEFT JOIN area a ON a.election = n.election AND a.area = n.area
    LEFT JOIN channel c ON c.election = n.election AND c.channel = n.channel
   WHERE f.feed IS DISTINCT FROM 'events'
   ORDER BY n.seq LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '%: ballot issue % of election % for area %, channel %', bad.rule, bad.seq, bad.election, bad.area, bad.channel
      USING ERRCODE = 'check_violation', CONSTRAINT = bad.rule, HINT = 'Nothing of this statement was stored.';
  END IF;
  SELECT n.seq, n.cancels INTO bad
    FROM arrived n
   WHERE n.cancels IS NOT NULL
     AND NOT EXISTS (SELECT FROM ballot_issue b
                      WHERE b.election = n.election AND b.source = n.source AND b.seq = n.cancels AND b.type = 'issued'
                        AND b.area = n.area AND b.channel = n.channel)
   ORDER BY n.seq LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'corrects-unknown: ballot issue % cancels %, which is no ballot issued there by that source', bad.seq, bad.cancels
      USING ERRCODE = 'check_violation', CONSTRAINT = 'corrects-unknown', HINT = 'Nothing of this statement was stored.';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ballot_issue_arrived AFTER INSERT ON ballot_issue
  REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION check_ballot_issues();

CREATE FUNCTION check_count_reports() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  bad record;
BEGIN
  SELECT n.seq, n.election, n.area, n.channel,
         CASE WHEN a.area IS NULL THEN 'unknown-area'
              WHEN c.channel IS NULL THEN 'unknown-channel'
              ELSE 'wrong-feed' END AS rule
    INTO bad
    FROM (SELECT min(seq) AS seq, election, area, channel FROM arrived GROUP BY election, area, channel) n
    LEFT JOIN feed f ON f.election = n.election AND f.area = n.area AND f.channel = n.channel
    LEFT JOIN area a ON a.election = n.election AND a.area = n.area
    LEFT JOIN channel c ON c.election = n.election AND c.channel = n.channel
   WHERE f.feed IS DISTINCT FROM 'reports'
   ORDER BY n.seq LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '%: count report % of election % for area %, channel %', bad.rule, bad.seq, bad.election, bad.area, bad.channel
      USING ERRCODE = 'check_violation', CONSTRAINT = bad.rule, HINT = 'Nothing of this statement was stored.';
  END IF;
  SELECT n.seq, n.corrects INTO bad
    FROM arrived n
   WHERE n.corrects IS NOT NULL
     AND NOT EXISTS (SELECT FROM count_report r
                      WHERE r.election = n.election AND r.source = n.source AND r.seq = n.corrects
                        AND r.area = n.area AND r.channel = n.channel)
   ORDER BY n.seq LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'corrects-unknown: count report % corrects %, which that source never sent for that precinct', bad.seq, bad.corrects
      USING ERRCODE = 'check_violation', CONSTRAINT = 'corrects-unknown', HINT = 'Nothing of this statement was stored.';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER count_report_arrived AFTER INSERT ON count_report
  REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION check_count_reports();

-- Counted rows are only ever inserted: what refuses here can be dropped by the owner, and then the recount tells.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
