-- The row of election $1, gone. Relies on election_pkey; what refers to it goes with it, by each table's own rule.
DELETE FROM election WHERE election = $1;
