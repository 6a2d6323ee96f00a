-- One row: whether it is this transaction's turn to recount bulletins of election $1. Held until it ends; only saves copies of the program doing
-- the same work twice: two recounts of one bulletin are harmless. No index.
SELECT pg_try_advisory_xact_lock(hashtext('turnout recount'), hashtext($1)) AS mine;
