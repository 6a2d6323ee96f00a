-- One row an area of the election $1, with its parent; NULL for the root. Primary key of area.
SELECT area, parent FROM area WHERE election = $1
