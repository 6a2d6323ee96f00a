-- No rows: what source $2 of election $1 skipped is now $3 (a JSON array), and more than that where $4: then its numbers
-- are looked through only up to $5, and from there on the next time. Otherwise that is its highest number, which is looked up.
-- Everything below the first hole is stored without one. Indexes: source_hole_pkey, source_line_pkey, ballot_issue_pkey, count_report_pkey.
WITH hole AS (
  SELECT first, last, "noticedAt" FROM jsonb_to_recordset($3::jsonb) AS h (first bigint, last bigint, "noticedAt" timestamptz)
), filled AS (
  DELETE FROM source_hole o
   WHERE o.election = $1 AND o.source = $2 AND NOT EXISTS (SELECT FROM hole h WHERE h.first = o.first_seq)
), kept AS (
  INSERT INTO source_hole AS o (election, source, first_seq, last_seq, noticed_at)
  SELECT $1, $2, first, last, "noticedAt" FROM hole
  ON CONFLICT (election, source, first_seq) DO UPDATE SET last_seq = excluded.last_seq WHERE o.last_seq <> excluded.last_seq
), highest AS (
  SELECT greatest((SELECT max(seq) FROM ballot_issue WHERE election = $1 AND source = $2),
                  (SELECT max(seq) FROM count_report WHERE election = $1 AND source = $2)) AS seq
)
UPDATE source_line l
   SET highest_seq = coalesce($5::bigint, h.seq), more_holes = $4,
       durable_up_to = greatest(l.durable_up_to, coalesce((SELECT min(first) FROM hole) - 1, h.seq))
  FROM highest h
 WHERE l.election = $1 AND l.source = $2;
