-- One row an index of the table of ballots: the statements that drop it and make it anew, a constraint's as a constraint's. No index.
SELECT CASE WHEN c.conname IS NULL THEN format('DROP INDEX %I', i.relname)
            ELSE format('ALTER TABLE ballot_issue DROP CONSTRAINT %I', c.conname) END AS drop,
       CASE WHEN c.conname IS NULL THEN pg_get_indexdef(i.oid)
            ELSE format('ALTER TABLE ballot_issue ADD CONSTRAINT %I %s', c.conname, pg_get_constraintdef(c.oid)) END AS create
  FROM pg_index x
  JOIN pg_class i ON i.oid = x.indexrelid
  LEFT JOIN pg_constraint c ON c.conindid = i.oid AND c.contype = 'p'
 WHERE x.indrelid = 'ballot_issue'::regclass
 ORDER BY c.conname IS NULL, i.relname;
