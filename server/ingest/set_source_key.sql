-- One row where the election $1 has a source $2: its key is the one of SHA-256 $3 from now on.
UPDATE source SET key_sha256 = $3, revoked_at = NULL WHERE election = $1 AND source = $2
