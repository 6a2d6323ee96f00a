-- One row where the source $2 of the election $1 is new: for channel $3 and area $4, NULL for any, with the key of SHA-256 $5.
INSERT INTO source (election, source, channel, area, key_sha256)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (election, source) DO NOTHING
