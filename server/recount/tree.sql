-- One row an area of election $1, in order. Index: area_pkey.
SELECT area, parent, level, leaf FROM area WHERE election = $1 ORDER BY position;
