-- Every ballot issue of election $1, gone. Relies on ballot_issue_pkey.
DELETE FROM ballot_issue WHERE election = $1;
