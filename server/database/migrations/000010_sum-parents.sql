-- Sums know what they add up to: counting a minute then never asks the tree about its precincts.
ALTER TABLE area_sum
  -- As the area has them.
  ADD COLUMN parent text COLLATE "C",
  ADD COLUMN level text NOT NULL DEFAULT '',
  ADD COLUMN leaf boolean NOT NULL DEFAULT true;
UPDATE area_sum s SET parent = a.parent, level = a.level, leaf = a.leaf FROM area a WHERE a.election = s.election AND a.area = s.area;
CREATE INDEX area_sum_inner ON area_sum (election, area, channel) WHERE NOT leaf;
