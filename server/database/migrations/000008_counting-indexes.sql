-- What counting looks up every minute, however many precincts there are.

-- The areas above the precincts, which are few. It begins with the election, yet no foreign key's check can be tempted by it: it is partial.
CREATE INDEX area_inner ON area (election, area) WHERE NOT leaf;

-- Precincts, and areas of them, from which nothing was heard: none, in time.
CREATE INDEX area_sum_unreported ON area_sum (election, channel, area) WHERE feeds_reported = 0;

CREATE INDEX feed_events ON feed (election, channel, area) WHERE feed = 'events';
