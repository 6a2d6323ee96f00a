-- One row: whether the election $1 is in this database. Primary key.
SELECT EXISTS (SELECT FROM election WHERE election = $1) AS found
