-- One row a role of $1 (names), whether it is there or not: may this login act as it, and what may the role itself.
SELECT wanted.role,
       r.rolname IS NOT NULL AS present,
       -- From 16 on membership alone does not allow SET ROLE, and 15 does not know the word SET here.
       CASE WHEN r.rolname IS NULL THEN false
            WHEN current_setting('server_version_num')::int >= 160000 THEN pg_has_role(session_user, r.oid, 'SET')
            ELSE pg_has_role(session_user, r.oid, 'MEMBER') END AS member,
       CASE WHEN r.rolname IS NULL THEN false
            ELSE has_schema_privilege(r.oid, 'public', 'USAGE') AND has_schema_privilege(r.oid, 'public', 'CREATE') END AS creates,
       CASE WHEN r.rolname IS NULL THEN false
            ELSE has_database_privilege(r.oid, current_database(), 'TEMPORARY') END AS temporary,
       CASE WHEN r.rolname IS NULL THEN false
            ELSE pg_has_role(r.oid, 'pg_read_all_stats', 'USAGE') END AS statistics
  FROM unnest($1::text[]) AS wanted (role)
  LEFT JOIN pg_roles r ON r.rolname = wanted.role;
