-- One row an area of areas.csv (codes $2) that is not in election $1, in order. Index: area_pkey.
SELECT code AS area FROM unnest($2::text[]) AS row (code)
 WHERE NOT EXISTS (SELECT FROM area a WHERE a.election = $1 AND a.area = row.code)
 ORDER BY code;
