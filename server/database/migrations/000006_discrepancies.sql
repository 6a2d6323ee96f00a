-- Discrepancies with state and history, what is known of each source's line, and the rules that the tables themselves hold.

-- What an open discrepancy is about, beside its rule, area and channel: a source, a source's number, or nothing more.
ALTER TABLE discrepancy
  ADD COLUMN subject text COLLATE "C" NOT NULL DEFAULT '',
  -- Instant of the election's clock at which it closes by itself.
  ADD COLUMN due_at timestamptz;
UPDATE discrepancy SET subject = 'earlier ' || discrepancy;
-- The same thing is open once; met again after it was closed, it is a new discrepancy.
CREATE UNIQUE INDEX discrepancy_open ON discrepancy (election, rule, area, channel, subject) NULLS NOT DISTINCT WHERE state = 'open';

-- Each change of a discrepancy's state; never altered.
CREATE TABLE discrepancy_change (
  change bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  discrepancy bigint NOT NULL REFERENCES discrepancy ON DELETE CASCADE,
  state text NOT NULL CHECK (state IN ('open', 'closed')),
  why text NOT NULL CHECK (why IN ('met', 'cause-gone', 'person')),
  -- By the database's clock.
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Of the snapshot in which it changed; for a person's change, of the last one.
  number bigint NOT NULL,
  as_of timestamptz NOT NULL,
  note text
);
CREATE INDEX discrepancy_change_of ON discrepancy_change (discrepancy);
INSERT INTO discrepancy_change (discrepancy, state, why, at, number, as_of)
SELECT d.discrepancy, 'open', 'met', s.taken_at, d.number, d.as_of
  FROM discrepancy d JOIN snapshot s ON s.election = d.election AND s.number = d.number
 ORDER BY d.discrepancy;

ALTER TABLE source_progress
  -- Highest number met by counting.
  ADD COLUMN highest_seq bigint NOT NULL DEFAULT 0,
  -- Receipt less occurrence of the freshest message last counted; negative where the source's clock is ahead. Empty in rehearsals.
  ADD COLUMN skew_ms bigint,
  ADD COLUMN skew_at timestamptz,
  -- More holes than are kept one by one.
  ADD COLUMN more_holes boolean NOT NULL DEFAULT false;

-- Numbers that a source skipped, as counting last saw them.
CREATE TABLE source_hole (
  election text COLLATE "C" NOT NULL REFERENCES election ON DELETE CASCADE,
  source text COLLATE "C" NOT NULL,
  first_seq bigint NOT NULL,
  last_seq bigint NOT NULL CHECK (last_seq >= first_seq),
  -- By the database's clock.
  noticed_at timestamptz NOT NULL,
  PRIMARY KEY (election, source, first_seq)
);

ALTER TABLE ingest_conflict ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX ingest_conflict_new ON ingest_conflict (election, xid);

-- Batches a minute over HTTP; empty, what every source may.
ALTER TABLE source ADD COLUMN batches_per_minute integer CHECK (batches_per_minute > 0);

-- One name for every value that cannot be, whichever door it comes through.
ALTER TABLE ballot_issue
  DROP CONSTRAINT ballot_issue_seq_check,
  DROP CONSTRAINT ballot_issue_type_check,
  DROP CONSTRAINT ballot_issue_voter_check,
  DROP CONSTRAINT "malformed",
  ADD CONSTRAINT "malformed" CHECK (
    seq >= 1 AND type IN ('issued', 'cancelled', 'cast') AND (type = 'cancelled') = (cancels IS NOT NULL) AND octet_length(voter) = 32);
ALTER TABLE count_report
  DROP CONSTRAINT count_report_seq_check,
  DROP CONSTRAINT count_report_issued_check,
  DROP CONSTRAINT count_report_ballots_cast_check,
  DROP CONSTRAINT count_report_registered_check,
  ADD CONSTRAINT "malformed" CHECK (seq >= 1 AND issued >= 0 AND ballots_cast >= 0 AND registered >= 0);

-- What is wrong with where some of a source's messages come from, or NULL: where two things are, the first of the rules' order.
CREATE FUNCTION place_problem(of_election text, of_source text, of_area text, of_channel text, fed_by text) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp
BEGIN ATOMIC
  SELECT CASE
           WHEN NOT EXISTS (SELECT FROM area a WHERE a.election = of_election AND a.area = of_area) THEN 'unknown-area'
           WHEN NOT EXISTS (SELECT FROM channel c WHERE c.election = of_election AND c.channel = of_channel) THEN 'unknown-channel'
           WHEN NOT EXISTS (SELECT FROM feed f WHERE f.election = of_election AND f.area = of_area AND f.channel = of_channel AND f.feed = fed_by)
             THEN 'wrong-feed'
           WHEN EXISTS (SELECT FROM source s
                         WHERE s.election = of_election AND s.source = of_source
                           AND (s.channel <> of_channel
                                OR s.area IS NOT NULL
                                   AND NOT EXISTS (SELECT FROM area_ancestor a
                                                    WHERE a.election = of_election AND a.precinct = of_area AND a.area = s.area)))
             THEN 'key-may-not'
         END;
END;
REVOKE ALL ON FUNCTION place_problem FROM PUBLIC;

CREATE OR REPLACE FUNCTION check_ballot_issues() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  bad record;
BEGIN
  SELECT n.seq, n.election, n.area, n.channel, p.rule
    INTO bad
    FROM (SELECT min(seq) AS seq, election, source, area, channel FROM arrived GROUP BY election, source, area, channel) n
    LEFT JOIN feed f ON f.election = n.election AND f.area = n.area AND f.channel = n.channel AND f.feed = 'events'
    LEFT JOIN source s ON s.election = n.election AND s.source = n.source AND (s.channel IS NOT NULL OR s.area IS NOT NULL)
   CROSS JOIN LATERAL (SELECT CASE WHEN f.feed IS NULL OR s.source IS NOT NULL
                                   THEN place_problem(n.election, n.source, n.area, n.channel, 'events') END AS rule) p
   WHERE p.rule IS NOT NULL
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
  FOR bad IN SELECT DISTINCT election, source FROM arrived LOOP
    -- A source numbers all its messages in one series; nearly every source sends one kind only.
    IF EXISTS (SELECT FROM count_report r WHERE r.election = bad.election AND r.source = bad.source)
       AND EXISTS (SELECT FROM arrived n JOIN count_report r ON r.election = bad.election AND r.source = bad.source AND r.seq = n.seq
                    WHERE n.election = bad.election AND n.source = bad.source) THEN
      RAISE EXCEPTION 'seq-conflict: source % sent a count report under a number of these ballot issues', bad.source
        USING ERRCODE = 'check_violation', CONSTRAINT = 'seq-conflict', HINT = 'Nothing of this statement was stored.';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION check_count_reports() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  bad record;
BEGIN
  SELECT n.seq, n.election, n.area, n.channel, p.rule
    INTO bad
    FROM (SELECT min(seq) AS seq, election, source, area, channel FROM arrived GROUP BY election, source, area, channel) n
    LEFT JOIN feed f ON f.election = n.election AND f.area = n.area AND f.channel = n.channel AND f.feed = 'reports'
    LEFT JOIN source s ON s.election = n.election AND s.source = n.source AND (s.channel IS NOT NULL OR s.area IS NOT NULL)
   CROSS JOIN LATERAL (SELECT CASE WHEN f.feed IS NULL OR s.source IS NOT NULL
                                   THEN place_problem(n.election, n.source, n.area, n.channel, 'reports') END AS rule) p
   WHERE p.rule IS NOT NULL
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
  FOR bad IN SELECT DISTINCT election, source FROM arrived LOOP
    IF EXISTS (SELECT FROM ballot_issue b WHERE b.election = bad.election AND b.source = bad.source)
       AND EXISTS (SELECT FROM arrived n JOIN ballot_issue b ON b.election = bad.election AND b.source = bad.source AND b.seq = n.seq
                    WHERE n.election = bad.election AND n.source = bad.source) THEN
      RAISE EXCEPTION 'seq-conflict: source % sent a ballot issue under a number of these count reports', bad.source
        USING ERRCODE = 'check_violation', CONSTRAINT = 'seq-conflict', HINT = 'Nothing of this statement was stored.';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER discrepancy_change_kept BEFORE UPDATE ON discrepancy_change FOR EACH ROW EXECUTE FUNCTION refuse_change();

DO $$
DECLARE
  ingest text := current_setting('turnout.ingest_role');
  counting text := current_setting('turnout.counting_role');
  reading text := current_setting('turnout.reading_role');
BEGIN
  -- A changed electorate comes in as a row from an instant on.
  EXECUTE format('GRANT INSERT (election, area, channel, as_of, registered) ON electorate TO %I', ingest);
  EXECUTE format('GRANT SELECT ON electorate TO %I', ingest);
  EXECUTE format('GRANT UPDATE (state, due_at, detail) ON discrepancy TO %I', counting);
  EXECUTE format('GRANT SELECT, INSERT ON discrepancy_change TO %I', counting);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON source_hole TO %I', counting);
  EXECUTE format('GRANT SELECT ON discrepancy_change, source_hole, effective_report TO %I', reading);
  EXECUTE format('GRANT SELECT (election, source, seq, kind, noticed_at) ON ingest_conflict TO %I', reading);
  EXECUTE format('GRANT SELECT (election, source, seq, received_at) ON count_report TO %I', reading);
  EXECUTE format('GRANT SELECT (batches_per_minute) ON source TO %I, %I', counting, reading);
END $$;
