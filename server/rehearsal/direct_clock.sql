-- One row: the rehearsal of the election $1 goes on until $2 at speed $3.
UPDATE rehearsal_clock SET until_at = $2, speed = $3 WHERE election = $1
