-- No rows: notes the bulletins of election $1 before snapshot $3 whose hour lies at or after $2, the earliest instant that was corrected by a
-- report that counts now for the first time. Only those counted in this cluster: of others it cannot be told any more what was visible then.
-- Indexes: bulletin_pkey, snapshot_pkey, hour_to_correct_pkey.
INSERT INTO hour_to_correct (election, number)
SELECT b.election, b.number
  FROM bulletin b
  JOIN snapshot s ON s.election = b.election AND s.number = b.snapshot
 WHERE b.election = $1 AND b.as_of >= $2::timestamptz AND b.snapshot < $3 AND b.kind IN ('opening', 'hourly', 'closing', 'final')
   AND s.system_identifier = (SELECT system_identifier FROM pg_control_system())
ON CONFLICT DO NOTHING;
