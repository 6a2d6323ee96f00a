-- One row an opening of a channel in a zone of the election $1, ascending. Primary key of voting_hours.
SELECT channel, timezone AS zone, opens_at, closes_at FROM voting_hours WHERE election = $1 ORDER BY channel, timezone, opens_at
