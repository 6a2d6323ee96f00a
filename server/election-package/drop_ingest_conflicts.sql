-- Every conflict noticed of election $1, gone. Relies on ingest_conflict_source.
DELETE FROM ingest_conflict WHERE election = $1;
