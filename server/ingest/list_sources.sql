-- One row a source of the election $1, by name. Primary keys.
SELECT s.source, s.channel, s.area, s.batches_per_minute, s.created_at, p.heard_at, p.durable_up_to,
       CASE WHEN s.key_sha256 IS NULL THEN 'none' WHEN s.revoked_at IS NULL THEN 'valid' ELSE 'revoked' END AS key
  FROM source s
  LEFT JOIN source_progress p ON p.election = s.election AND p.source = s.source
 WHERE s.election = $1
 ORDER BY s.source
