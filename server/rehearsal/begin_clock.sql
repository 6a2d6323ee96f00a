-- One row where the rehearsal of the election $1 begins now: from $2 until $3 at speed $4.
INSERT INTO rehearsal_clock (election, from_at, until_at, speed)
VALUES ($1, $2, $3, $4)
ON CONFLICT (election) DO NOTHING
