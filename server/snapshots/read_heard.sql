-- One row: the oldest effective report of election $1, and when any source was last heard. Indexes: effective_report_pkey,
-- source_progress_pkey, source_line_pkey.
SELECT (SELECT min(as_of) FROM effective_report WHERE election = $1) AS oldest_as_of,
       greatest((SELECT max(heard_at) FROM source_progress WHERE election = $1),
                (SELECT max(heard_at) FROM source_line WHERE election = $1)) AS last_heard_at;
