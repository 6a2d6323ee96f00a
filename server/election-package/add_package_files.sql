-- One row a file of election $1: names $2, bodies $3.
INSERT INTO package_file (election, name, body)
SELECT $1, name, body FROM unnest($2::text[], $3::bytea[]) AS file (name, body);
