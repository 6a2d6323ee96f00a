-- One row a source of the election $1, by name. Primary keys.
SELECT s.source, s.channel, s.area, s.batches_per_minute, s.created_at, greatest(p.heard_at, l.heard_at) AS heard_at,
       greatest(p.durable_up_to, l.durable_up_to) AS durable_up_to,
       CASE WHEN s.key_sha256 IS NULL THEN 'none' WHEN s.revoked_at IS NULL THEN 'valid' ELSE 'revoked' END AS key
  FROM source s
  LEFT JOIN source_progress p ON p.election = s.election AND p.source = s.source
  LEFT JOIN source_line l ON l.election = s.election AND l.source = s.source
 WHERE s.election = $1
 ORDER BY s.source
