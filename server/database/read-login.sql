-- One row: who is connected to what, and which of the roles' rights that login can hand out.
SELECT session_user AS login,
       current_database() AS database,
       r.rolsuper OR r.rolcreaterole AS may_create_roles,
       has_schema_privilege(session_user, 'public', 'CREATE WITH GRANT OPTION') AS may_grant_schema,
       has_database_privilege(session_user, current_database(), 'TEMPORARY WITH GRANT OPTION') AS may_grant_temporary,
       r.rolsuper AS may_grant_statistics
  FROM pg_roles r
 WHERE r.rolname = session_user;
