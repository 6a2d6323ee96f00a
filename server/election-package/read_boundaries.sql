-- One row where election $1 has boundaries: them and their map as they are published; the map is NULL where an older program
-- loaded the election. Index: boundaries_pkey.
SELECT body, map FROM boundaries WHERE election = $1;
