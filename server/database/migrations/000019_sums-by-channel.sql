-- The precincts' sums of a channel, for a minute that touches many of them: the other channels' are not read, and an update that changes
-- none of these columns leaves the index as it is.
CREATE INDEX area_sum_channel ON area_sum (election, channel) WHERE leaf;

-- A foreign key has every one of a minute's updates looked at again, though none of them changes the election. Sums are made with their
-- election and go with it.
ALTER TABLE area_sum DROP CONSTRAINT area_sum_election_fkey;
CREATE FUNCTION drop_sums() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM area_sum WHERE election = OLD.election;
  RETURN NULL;
END $$;
CREATE TRIGGER election_dropped AFTER DELETE ON election FOR EACH ROW EXECUTE FUNCTION drop_sums();
