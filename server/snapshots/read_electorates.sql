-- One row a change of the registered electors of an area of level $2 and a channel in election $1, in order of time; what a precinct
-- begins with counts from the beginning (at null). Indexes: electorate_pkey, area_ancestor_pkey.
SELECT a.area, e.channel, e.at, sum(e.registered - e.before)::bigint AS registered
  FROM (SELECT area, channel, registered,
               coalesce(lag(registered) OVER w, 0) AS before,
               CASE WHEN row_number() OVER w > 1 THEN extract(epoch FROM as_of)::bigint END AS at
          FROM electorate WHERE election = $1
        WINDOW w AS (PARTITION BY area, channel ORDER BY as_of, change)) e
  JOIN area_ancestor a ON a.election = $1 AND a.precinct = e.area AND a.level = $2
 GROUP BY a.area, e.channel, e.at
 ORDER BY e.at NULLS FIRST;
