-- One row where it is still the turn of the copy $3 to drive the rehearsal of the election $1: everything due up to $2 is about to
-- be sent.
UPDATE rehearsal_clock SET sending_to = greatest(sending_to, $2) WHERE election = $1 AND driver = $3
