-- One row where the source $2 of the election $1 is new: for channel $3 and area $4, NULL for any, with the key of SHA-256 $5, and so many
-- batches a minute $6, NULL for what every source may.
INSERT INTO source (election, source, channel, area, key_sha256, batches_per_minute)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (election, source) DO NOTHING
