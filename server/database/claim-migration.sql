-- One row inserted where the number $1 is still free, waiting for whoever is just claiming it; none where it is taken.
-- $1 number, $2 name, $3 sha256 of the text. Relies on the primary key.
INSERT INTO migration (number, name, sha256) VALUES ($1, $2, $3) ON CONFLICT (number) DO NOTHING;
