-- One row a transaction that is open for at least $1 seconds, or whose age this login may not see; the oldest first.
-- Those of other databases only where they hold a transaction number, which is the whole cluster's.
SELECT kind, id, login, application, state, "ageSeconds"
  FROM (SELECT 'open' AS kind, pid::text AS id, coalesce(usename, '')::text AS login, application_name AS application,
               coalesce(state, 'hidden') AS state, floor(extract(epoch FROM clock_timestamp() - xact_start))::int AS "ageSeconds"
          FROM pg_stat_activity
         WHERE pid <> pg_backend_pid()
           AND (backend_xid IS NOT NULL OR xact_start IS NOT NULL AND datname = current_database())
           AND coalesce(backend_type, 'client backend') = 'client backend'
        UNION ALL
        SELECT 'prepared', gid, owner::text, '', 'prepared', floor(extract(epoch FROM clock_timestamp() - prepared))::int
          FROM pg_prepared_xacts) t
 WHERE "ageSeconds" IS NULL OR "ageSeconds" >= $1
 ORDER BY "ageSeconds" DESC NULLS FIRST, id;
