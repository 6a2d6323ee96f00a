-- One row: everything due up to $2 is about to be sent in the rehearsal of the election $1.
UPDATE rehearsal_clock SET sending_to = $2 WHERE election = $1
