-- One row: the boundaries of election $1 as they are published, $2.
INSERT INTO boundaries (election, body) VALUES ($1, $2);
