-- One row, the source whose key has the SHA-256 $1, unless it was revoked. Reads all sources: they are few.
SELECT election, source, key_sha256, batches_per_minute FROM source WHERE key_sha256 = $1 AND revoked_at IS NULL
