-- One row. Makes the roles' names known to the migration that runs in this transaction.
-- $1 owner, $2 ingest, $3 counting, $4 reading.
SELECT set_config('turnout.owner_role', $1, true), set_config('turnout.ingest_role', $2, true),
       set_config('turnout.counting_role', $3, true), set_config('turnout.reading_role', $4, true);
