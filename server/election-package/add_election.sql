-- One row: the election $1 with its definition $2 (JSON), package's SHA-256 $3, zone $4, shown level $5, published level $6,
-- first opening $7, last closing $8, and SHA-256 of all but the electorate $9.
INSERT INTO election (election, definition, package_sha256, timezone, display_level, publish_level, opens_at, closes_at, frame_sha256)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);
