-- At most one row: what the session of process $1 that began $2 seconds after 1970 does now; none when it is no more. The state is empty
-- where this login may not be told.
SELECT state FROM pg_stat_activity WHERE pid = $1 AND coalesce(extract(epoch FROM backend_start)::text = $2, true);
