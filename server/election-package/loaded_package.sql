-- One row if the election $1 is loaded: the SHA-256 of the package it came from.
-- Relies on election_pkey.
SELECT package_sha256 FROM election WHERE election = $1;
