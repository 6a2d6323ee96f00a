-- One row a precinct and channel of election $1. Index: feed_pkey.
SELECT area, channel FROM feed WHERE election = $1;
