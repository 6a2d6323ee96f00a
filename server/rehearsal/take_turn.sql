-- One row where it is the turn of the copy $2 to drive the rehearsal of the election $1, for the next $3 milliseconds by the
-- database's clock: because it had it, nobody had it, or who had it has not been heard of.
UPDATE rehearsal_clock
   SET driver = $2, driver_until = clock_timestamp() + make_interval(secs => $3::double precision / 1000)
 WHERE election = $1 AND (driver IS NULL OR driver = $2 OR driver_until < clock_timestamp())
RETURNING driver
