-- Dropping an election looks for what still lies in each of its areas: without this, through all of them for each.
CREATE INDEX area_parent ON area (election, parent);
