-- One row where the election $1 has a source $2: its key opens nothing from now on.
UPDATE source SET revoked_at = coalesce(revoked_at, now()) WHERE election = $1 AND source = $2
