-- One row where it changed: how the witness with the key $2 stands to election $1's log is $3 from now on, for the reason $4. Index: log_witness_pkey.
UPDATE log_witness SET standing = $3, detail = $4, since = clock_timestamp()
 WHERE election = $1 AND key = $2 AND (standing, detail) IS DISTINCT FROM ($3, $4)
RETURNING key;
