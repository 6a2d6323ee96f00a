-- One row: the last head of election $1's log, its origin, and by key how many leaves each witness has signed and how it stands; none before
-- the first head. Indexes: bulletin_log_pkey, log_head_pkey, log_witness_pkey, log_cosignature_pkey.
SELECT l.origin,
       h.size,
       coalesce((SELECT jsonb_object_agg(w.key, jsonb_build_object('standing', w.standing, 'signed', coalesce(
                          (SELECT max(c.size) FROM log_cosignature c WHERE c.election = w.election AND c.key = w.key), 0)))
                   FROM log_witness w WHERE w.election = l.election), '{}') AS witnesses
  FROM bulletin_log l
 CROSS JOIN LATERAL (SELECT size FROM log_head WHERE election = l.election ORDER BY size DESC LIMIT 1) h
 WHERE l.election = $1;
