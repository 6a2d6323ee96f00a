-- Every count report of election $1, gone. Relies on count_report_pkey.
DELETE FROM count_report WHERE election = $1;
