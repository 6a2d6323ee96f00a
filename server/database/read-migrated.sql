-- One row: whether there is a migration table at all.
SELECT to_regclass('public.migration') IS NOT NULL AS migrated;
