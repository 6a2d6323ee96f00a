-- One row a stretch of voting hours of election $1 in one zone: channels $2, zones $3, openings $4, closings $5.
INSERT INTO voting_hours (election, channel, timezone, opens_at, closes_at)
SELECT $1, channel, timezone, opens_at, closes_at
  FROM unnest($2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
       AS row (channel, timezone, opens_at, closes_at);
