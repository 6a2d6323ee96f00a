-- Whether a source may send for a place is looked at for all places of a statement at once: only what is wrong is asked about by itself,
-- for the name of its rule. Before, every place of a source that is bound to a channel was. And whether a source sends the other kind too
-- is looked up in order of its numbers: without an order, one that does not was looked for through the whole table.
CREATE OR REPLACE FUNCTION check_ballot_issues() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  bad record;
BEGIN
  SELECT n.seq, n.election, n.area, n.channel, p.rule
    INTO bad
    FROM (SELECT min(seq) AS seq, election, source, area, channel FROM arrived GROUP BY election, source, area, channel) n
    LEFT JOIN feed f ON f.election = n.election AND f.area = n.area AND f.channel = n.channel AND f.feed = 'events'
    LEFT JOIN source s ON s.election = n.election AND s.source = n.source AND (s.channel IS NOT NULL OR s.area IS NOT NULL)
   CROSS JOIN LATERAL (SELECT CASE WHEN f.feed IS NULL OR s.channel <> n.channel
                                       OR s.area IS NOT NULL
                                          AND NOT EXISTS (SELECT FROM area_ancestor a
                                                           WHERE a.election = n.election AND a.precinct = n.area AND a.area = s.area)
                                   THEN place_problem(n.election, n.source, n.area, n.channel, 'events') END AS rule) p
   WHERE p.rule IS NOT NULL
   ORDER BY n.seq LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '%: ballot issue % of election % for area %, channel %', bad.rule, bad.seq, bad.election, bad.area, bad.channel
      USING ERRCODE = 'check_violation', CONSTRAINT = bad.rule, HINT = 'Nothing of this statement was stored.';
  END IF;
  SELECT n.seq, n.cancels INTO bad
    FROM arrived n
   WHERE n.cancels IS NOT NULL
     AND NOT EXISTS (SELECT FROM ballot_issue b
                      WHERE b.election = n.election AND b.source = n.source AND b.seq = n.cancels AND b.type = 'issued'
                        AND b.area = n.area AND b.channel = n.channel)
   ORDER BY n.seq LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'corrects-unknown: ballot issue % cancels %, which is no ballot issued there by that source', bad.seq, bad.cancels
      USING ERRCODE = 'check_violation', CONSTRAINT = 'corrects-unknown', HINT = 'Nothing of this statement was stored.';
  END IF;
  FOR bad IN SELECT DISTINCT election, source FROM arrived LOOP
    -- A source numbers all its messages in one series; nearly every source sends one kind only.
    IF EXISTS (SELECT FROM (SELECT FROM count_report r WHERE r.election = bad.election AND r.source = bad.source ORDER BY r.seq LIMIT 1) one)
       AND EXISTS (SELECT FROM arrived n JOIN count_report r ON r.election = bad.election AND r.source = bad.source AND r.seq = n.seq
                    WHERE n.election = bad.election AND n.source = bad.source) THEN
      RAISE EXCEPTION 'seq-conflict: source % sent a count report under a number of these ballot issues', bad.source
        USING ERRCODE = 'check_violation', CONSTRAINT = 'seq-conflict', HINT = 'Nothing of this statement was stored.';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION check_count_reports() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  bad record;
BEGIN
  SELECT n.seq, n.election, n.area, n.channel, p.rule
    INTO bad
    FROM (SELECT min(seq) AS seq, election, source, area, channel FROM arrived GROUP BY election, source, area, channel) n
    LEFT JOIN feed f ON f.election = n.election AND f.area = n.area AND f.channel = n.channel AND f.feed = 'reports'
    LEFT JOIN source s ON s.election = n.election AND s.source = n.source AND (s.channel IS NOT NULL OR s.area IS NOT NULL)
   CROSS JOIN LATERAL (SELECT CASE WHEN f.feed IS NULL OR s.channel <> n.channel
                                       OR s.area IS NOT NULL
                                          AND NOT EXISTS (SELECT FROM area_ancestor a
                                                           WHERE a.election = n.election AND a.precinct = n.area AND a.area = s.area)
                                   THEN place_problem(n.election, n.source, n.area, n.channel, 'reports') END AS rule) p
   WHERE p.rule IS NOT NULL
   ORDER BY n.seq LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '%: count report % of election % for area %, channel %', bad.rule, bad.seq, bad.election, bad.area, bad.channel
      USING ERRCODE = 'check_violation', CONSTRAINT = bad.rule, HINT = 'Nothing of this statement was stored.';
  END IF;
  SELECT n.seq, n.corrects INTO bad
    FROM arrived n
   WHERE n.corrects IS NOT NULL
     AND NOT EXISTS (SELECT FROM count_report r
                      WHERE r.election = n.election AND r.source = n.source AND r.seq = n.corrects
                        AND r.area = n.area AND r.channel = n.channel)
   ORDER BY n.seq LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'corrects-unknown: count report % corrects %, which that source never sent for that precinct', bad.seq, bad.corrects
      USING ERRCODE = 'check_violation', CONSTRAINT = 'corrects-unknown', HINT = 'Nothing of this statement was stored.';
  END IF;
  FOR bad IN SELECT DISTINCT election, source FROM arrived LOOP
    IF EXISTS (SELECT FROM (SELECT FROM ballot_issue b WHERE b.election = bad.election AND b.source = bad.source ORDER BY b.seq LIMIT 1) one)
       AND EXISTS (SELECT FROM arrived n JOIN ballot_issue b ON b.election = bad.election AND b.source = bad.source AND b.seq = n.seq
                    WHERE n.election = bad.election AND n.source = bad.source) THEN
      RAISE EXCEPTION 'seq-conflict: source % sent a ballot issue under a number of these count reports', bad.source
        USING ERRCODE = 'check_violation', CONSTRAINT = 'seq-conflict', HINT = 'Nothing of this statement was stored.';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

-- The middle one of the standing reports, the oldest, and those far behind are read along it, without looking at the others. It begins
-- with the instant, so that nobody who looks for one precinct's report is tempted by it.
CREATE INDEX effective_report_as_of ON effective_report (as_of, election, channel);
