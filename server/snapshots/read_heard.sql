-- One row: the oldest effective report of election $1, when any source was last heard, and how many sources of single ballots have
-- been silent for longer than $2 while one of the channels $3 that they may send for is open. Indexes: effective_report_pkey, source_progress_pkey.
SELECT (SELECT min(as_of) FROM effective_report WHERE election = $1) AS oldest_as_of,
       (SELECT max(heard_at) FROM source_progress WHERE election = $1) AS last_heard_at,
       (SELECT count(*) FROM source o JOIN source_progress p ON p.election = o.election AND p.source = o.source
         WHERE o.election = $1 AND o.revoked_at IS NULL AND p.heard_at < clock_timestamp() - $2::interval
           AND (o.channel = ANY ($3::text[]) OR o.channel IS NULL AND cardinality($3::text[]) > 0))::integer AS silent_sources;
