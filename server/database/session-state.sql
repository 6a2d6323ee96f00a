-- At most one row: what the session of process $1 that began $2 seconds after 1970 does now; none when it is no more. The state is empty
-- where this login may not be told. Beside it whether the session waits for its client, and how many bytes of a COPY it has had.
SELECT a.state, a.wait_event IS NOT DISTINCT FROM 'ClientRead' AS waits_for_client, coalesce(c.bytes_processed, 0) AS had_bytes
  FROM pg_stat_activity a
  LEFT JOIN pg_stat_progress_copy c ON c.pid = a.pid
 WHERE a.pid = $1 AND coalesce(extract(epoch FROM a.backend_start)::text = $2, true);
