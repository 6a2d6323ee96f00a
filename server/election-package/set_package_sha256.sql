-- No rows: election $1 now has what the package of SHA-256 $2 says. Index: election_pkey.
UPDATE election SET package_sha256 = $2 WHERE election = $1;
