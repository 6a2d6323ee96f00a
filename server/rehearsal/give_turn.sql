-- No row is left with the turn of the copy $2 to drive the rehearsal of the election $1.
UPDATE rehearsal_clock SET driver = NULL, driver_until = NULL WHERE election = $1 AND driver = $2
