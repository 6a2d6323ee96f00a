-- What a correction changed below what is published: with every level of the hour it tells again, the officials' file that it commits to.

CREATE TABLE bulletin_change (
  election text COLLATE "C" NOT NULL,
  -- Of the correction.
  number bigint NOT NULL,
  -- A precinct, and by how much its figures differ from those of the first bulletin of the hour.
  area text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  registered bigint NOT NULL,
  issued bigint NOT NULL,
  ballots_cast bigint NOT NULL,
  PRIMARY KEY (election, number, area, channel),
  FOREIGN KEY (election, number) REFERENCES bulletin ON DELETE CASCADE
);
CREATE TRIGGER bulletin_change_kept BEFORE UPDATE ON bulletin_change FOR EACH ROW EXECUTE FUNCTION refuse_change();

DO $$
DECLARE
  counting text := current_setting('turnout.counting_role');
BEGIN
  EXECUTE format('GRANT SELECT, INSERT ON bulletin_change TO %I', counting);
END $$;
