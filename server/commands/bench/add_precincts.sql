-- No rows: the precincts with the codes $1, numbered from 0.
INSERT INTO bench_precinct (place, area) SELECT p.place - 1, p.area FROM unnest($1::text[]) WITH ORDINALITY AS p (area, place);
