-- One row, once no other server is making roles or migrating in this database; held until the connection ends.
SELECT pg_advisory_lock(hashtext('turnout schema'));
