-- One row an opening or closing of any channel of election $1 in any zone, in order of time. Index: voting_hours_pkey.
SELECT channel, timezone, opens_at, closes_at FROM voting_hours WHERE election = $1 ORDER BY opens_at, closes_at, channel, timezone;
