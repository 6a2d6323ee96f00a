-- One row: what the ballot issues visible now ($3) and not when last counted ($2) added to election $1 as of instant $4.
-- Issues before the first opening ($5) are not counted, issues after $4 wait: `held` says how many must. Late are those
-- that belong at or before the last snapshot's instant ($6). $7 is the level shown, for the curve by occurrence. `discrepancies` is
-- what a person has to look at, `sources` who sent: how many rows, from which number to which, received and occurred last when.
-- Indexes: ballot_issue_new, waiting_row_pkey, area_ancestor_pkey, area_sum_pkey, occurred_sum_pkey, voting_hours_pkey.
WITH grouped AS MATERIALIZED (
  SELECT source, area, channel,
         date_bin('10 minutes', occurred_at + interval '10 minutes' - interval '1 microsecond', timestamptz 'epoch') AS at,
         CASE WHEN occurred_at > $4::timestamptz THEN 'future'
              WHEN occurred_at < $5::timestamptz THEN 'before-election'
              ELSE 'counted' END AS answer,
         count(*) FILTER (WHERE type = 'issued') - count(*) FILTER (WHERE type = 'cancelled') AS issued,
         count(*) FILTER (WHERE type = 'cast') AS ballots_cast,
         count(*) AS rows,
         count(*) FILTER (WHERE occurred_at <= $6::timestamptz) AS late,
         min(seq) AS first_seq,
         max(seq) AS last_seq,
         min(occurred_at) AS first_at,
         max(occurred_at) AS last_at,
         max(received_at) AS received_at
    FROM ballot_issue
   WHERE election = $1
     AND ((xid >= pg_snapshot_xmax($2::pg_snapshot) AND xid < pg_snapshot_xmax($3::pg_snapshot))
          OR xid = ANY (ARRAY(SELECT pg_snapshot_xip($2::pg_snapshot))))
     AND pg_visible_in_snapshot(xid, $3::pg_snapshot)
   GROUP BY 1, 2, 3, 4, 5
), released AS (
  DELETE FROM waiting_row
   WHERE election = $1 AND kind = 'ballot_issue' AND due_at <= $4::timestamptz
  RETURNING area, channel, type, due_at
), due AS MATERIALIZED (
  SELECT area, channel, at, issued, ballots_cast FROM grouped WHERE answer = 'counted'
  UNION ALL
  SELECT area, channel, date_bin('10 minutes', due_at + interval '10 minutes' - interval '1 microsecond', timestamptz 'epoch'),
         CASE type WHEN 'issued' THEN 1 WHEN 'cancelled' THEN -1 ELSE 0 END, CASE type WHEN 'cast' THEN 1 ELSE 0 END
    FROM released
), changed AS (
  SELECT d.area, d.channel, sum(d.issued) AS issued, sum(d.ballots_cast) AS ballots_cast,
         s.registered, s.issued AS old_issued, s.ballots_cast AS old_ballots_cast,
         CASE WHEN s.feeds_reported = 0 THEN 1 ELSE 0 END AS newly_reported,
         CASE WHEN s.feeds_reported = 0 THEN s.registered ELSE 0 END AS registered_reported
    FROM due d JOIN area_sum s ON s.election = $1 AND s.area = d.area AND s.channel = d.channel
   GROUP BY d.area, d.channel, s.feeds_reported, s.registered, s.issued, s.ballots_cast
), spread AS (
  SELECT a.area, c.channel, sum(c.issued) AS issued, sum(c.ballots_cast) AS ballots_cast,
         sum(c.newly_reported) AS newly_reported, sum(c.registered_reported) AS registered_reported
    FROM changed c JOIN area_ancestor a ON a.election = $1 AND a.precinct = c.area
   GROUP BY a.area, c.channel
), summed AS (
  UPDATE area_sum s
     SET issued = s.issued + d.issued, ballots_cast = s.ballots_cast + d.ballots_cast,
         feeds_reported = s.feeds_reported + d.newly_reported,
         registered_reported = s.registered_reported + d.registered_reported
    FROM spread d
   WHERE s.election = $1 AND s.area = d.area AND s.channel = d.channel
), curve AS (
  INSERT INTO occurred_sum AS o (election, area, channel, at, issued, ballots_cast)
  SELECT $1, a.area, d.channel, d.at, sum(d.issued), sum(d.ballots_cast)
    FROM due d JOIN area_ancestor a ON a.election = $1 AND a.precinct = d.area AND a.level = $7
   GROUP BY a.area, d.channel, d.at
  ON CONFLICT (election, area, channel, at)
  DO UPDATE SET issued = o.issued + excluded.issued, ballots_cast = o.ballots_cast + excluded.ballots_cast
), zone AS MATERIALIZED (
  SELECT channel, timezone, range_agg(tstzrange(opens_at, closes_at, '[]')) AS open
    FROM voting_hours WHERE election = $1 GROUP BY channel, timezone
), outside AS (
  -- Nearly every group lies within the hours that all zones share; only the others need their area's zone.
  SELECT g.area, g.channel, g.source, min(g.first_seq) AS seq, min(g.first_at) AS first_at, max(g.last_at) AS last_at
    FROM grouped g
    JOIN (SELECT channel, range_intersect_agg(open) AS open FROM zone GROUP BY channel) e ON e.channel = g.channel
    JOIN area a ON a.election = $1 AND a.area = g.area
    JOIN zone z ON z.channel = g.channel AND z.timezone = a.timezone
   WHERE g.answer <> 'before-election'
     AND NOT e.open @> tstzrange(g.first_at, g.last_at, '[]') AND NOT z.open @> tstzrange(g.first_at, g.last_at, '[]')
   GROUP BY g.area, g.channel, g.source
), odd AS (
  SELECT v.rule, c.area, c.channel, c.registered, c.old_issued + c.issued AS issued, c.old_ballots_cast + c.ballots_cast AS ballots_cast
    FROM changed c
    JOIN channel k ON k.election = $1 AND k.channel = c.channel
   CROSS JOIN LATERAL (VALUES
     ('above-electorate', c.registered > 0 AND c.old_issued + c.issued > c.registered, c.old_issued > c.registered),
     ('zero-electorate', c.registered = 0 AND c.old_issued + c.issued > 0, c.old_issued > 0),
     ('cast-above-issued', NOT k.revotes AND c.old_ballots_cast + c.ballots_cast > c.old_issued + c.issued,
                           c.old_ballots_cast > c.old_issued)) AS v (rule, now, before)
   WHERE v.now AND NOT v.before
)
SELECT coalesce(sum(rows) FILTER (WHERE answer = 'counted'), 0)::bigint AS counted,
       coalesce(sum(late) FILTER (WHERE answer = 'counted'), 0)::bigint AS late,
       coalesce(sum(rows) FILTER (WHERE answer = 'future'), 0)::bigint AS held,
       (SELECT coalesce(jsonb_agg(f.found), '[]')
          FROM (SELECT jsonb_build_object('rule', answer, 'area', area, 'channel', channel, 'source', source, 'subject', source,
                                          'seq', min(first_seq), 'rows', sum(rows), 'firstAt', min(first_at), 'lastAt', max(last_at),
                                          'dueAt', CASE answer WHEN 'future' THEN max(last_at) END) AS found
                  FROM grouped WHERE answer <> 'counted' GROUP BY answer, area, channel, source
                UNION ALL
                SELECT jsonb_build_object('rule', 'outside-hours', 'area', area, 'channel', channel, 'source', source, 'subject', source,
                                          'seq', seq, 'firstAt', first_at, 'lastAt', last_at)
                  FROM outside
                UNION ALL
                SELECT jsonb_build_object('rule', rule, 'area', area, 'channel', channel, 'issued', issued, 'cast', ballots_cast,
                                          'registered', registered)
                  FROM odd) f) AS discrepancies,
       (SELECT coalesce(jsonb_agg(s.heard), '[]')
          FROM (SELECT jsonb_build_object('source', source, 'rows', sum(rows), 'first', min(first_seq), 'last', max(last_seq),
                                          'receivedAt', max(received_at), 'lastAt', max(last_at)) AS heard
                  FROM grouped GROUP BY source) s) AS sources
  FROM grouped;
