-- One row: what a database holds before this program touches it: how many tables, the name of one, and whether ours are among them.
SELECT count(*)::integer AS tables, min(c.oid::regclass::text) AS example,
       coalesce(bool_or(c.relname = 'counting_watermark'), false) AS ours
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema';
