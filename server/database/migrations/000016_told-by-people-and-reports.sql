-- Who closed a discrepancy, where it was a person, and why; and electorates that reports tell, for the curve by occurrence.
ALTER TABLE discrepancy_change
  ADD COLUMN who text,
  ADD CONSTRAINT person_says_why CHECK (why <> 'person' OR (who <> '' AND note <> '' AND who IS NOT NULL AND note IS NOT NULL));

-- The few precincts whose reports tell their electorate.
CREATE INDEX count_report_telling_electorate ON count_report (election, area, channel) WHERE registered IS NOT NULL;

DO $$
DECLARE
  reading text := current_setting('turnout.reading_role');
BEGIN
  EXECUTE format('GRANT SELECT (area, channel, as_of, corrects, registered, xid) ON count_report TO %I', reading);
END $$;
