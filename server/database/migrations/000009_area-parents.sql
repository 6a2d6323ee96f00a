-- Dropping an election looks for what still lies in each of its areas: without this, through all of them for each. It begins with
-- the parent, so that no check of an area's own key can be tempted by it.
CREATE INDEX area_parent ON area (parent, election);
