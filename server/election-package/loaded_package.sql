-- One row if the election $1 is loaded: the SHA-256 of the package it came from, and of all in it but the electorate. Locked, so that of two
-- who load changes of the electorate the second finds those of the first. Relies on election_pkey.
SELECT package_sha256, frame_sha256 FROM election WHERE election = $1 FOR UPDATE;
