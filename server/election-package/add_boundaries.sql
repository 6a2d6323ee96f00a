-- One row: the boundaries of election $1, $2, and their map, $3, as they are published.
INSERT INTO boundaries (election, body, map) VALUES ($1, $2, $3);
