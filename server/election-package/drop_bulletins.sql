-- Every bulletin of election $1, gone. Relies on bulletin_pkey.
DELETE FROM bulletin WHERE election = $1;
