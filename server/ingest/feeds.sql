-- One row a precinct's channel of the election $1, with what it is fed by. Primary key of feed.
SELECT area, channel, feed FROM feed WHERE election = $1
