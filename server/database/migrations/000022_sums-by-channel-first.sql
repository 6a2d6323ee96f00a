-- A precinct's sum is found by its channel first: a minute that touches many reads one channel's along the key itself. While an old
-- transaction is open, each update of a sum writes into every index; now into one only.
ALTER TABLE area_sum
  DROP CONSTRAINT area_sum_pkey,
  ADD CONSTRAINT area_sum_pkey PRIMARY KEY (election, channel, area);
DROP INDEX area_sum_channel;
