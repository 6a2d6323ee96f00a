-- The boundaries projected, map.json as it is published. NULL where an older program loaded the election: the map is drawn and kept
-- when the election is next served.
ALTER TABLE boundaries ADD COLUMN map text;
