-- One row a correction of election $1 that counts now for the first time, of those in $2 (JSON, `source` and `seq`), told at the published
-- level $3. A precinct at that level is told by the two figures; one below it by the figure of the area that contains it, as it
-- is now and as it was without the correction: the same twice where the correction changes an earlier hour only. After the sums are
-- changed. Indexes: count_report_pkey, area_ancestor_pkey, area_sum_pkey, effective_report_pkey.
SELECT a.area, n.channel, n.source, n.seq, n.corrects, n.as_of, n.reason,
       CASE WHEN a.area = n.area THEN o.issued
            WHEN e.seq IS NOT NULL THEN s.issued - n.issued + o.issued
            ELSE s.issued END AS old_issued,
       CASE WHEN a.area = n.area THEN n.issued ELSE s.issued END AS new_issued
  FROM jsonb_to_recordset($2::jsonb) AS k (source text, seq bigint)
  JOIN count_report n ON n.election = $1 AND n.source = k.source AND n.seq = k.seq
  JOIN count_report o ON o.election = n.election AND o.source = n.source AND o.seq = n.corrects
  JOIN area_ancestor a ON a.election = n.election AND a.precinct = n.area AND a.level = $3
  JOIN area_sum s ON s.election = a.election AND s.area = a.area AND s.channel = n.channel
  LEFT JOIN effective_report e ON e.election = n.election AND e.area = n.area AND e.channel = n.channel AND e.source = n.source AND e.seq = n.seq
 ORDER BY n.source, n.seq;
