-- No rows: a table for the codes of the precincts, numbered from 0, to draw rows from.
CREATE TABLE bench_precinct (place integer PRIMARY KEY, area text COLLATE "C" NOT NULL);
