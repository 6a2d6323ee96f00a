-- One row where the rehearsal of the election $1 begins now: from $2 until $3 at speed $4. None in a live database.
INSERT INTO rehearsal_clock (election, from_at, until_at, speed)
SELECT $1, $2, $3, $4 FROM installation WHERE mode = 'rehearsal'
ON CONFLICT (election) DO NOTHING
