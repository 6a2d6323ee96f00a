-- The one row of the installation, locked: one election is loaded or dropped at a time.
-- Reads the table's only row.
SELECT mode,
       EXISTS (SELECT FROM election) AS has_elections
  FROM installation
   FOR UPDATE;
