-- One row where the secret with SHA-256 $1 is the operator's now: always when $2 (rotate), else only where there was none. Index: installation_pkey.
UPDATE installation SET desk_secret_sha256 = $1 WHERE $2 OR desk_secret_sha256 IS NULL RETURNING mode;
