-- One row an area of the election $1, in the package's order but parents first. Unique (election, position).
SELECT area AS code, parent, level, timezone AS zone FROM area WHERE election = $1 ORDER BY depth, position
