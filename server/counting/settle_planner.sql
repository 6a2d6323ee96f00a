-- One row: for this transaction, room for the groups of a whole country's precincts in memory, and no machine code made of statements that
-- are over before it would be. Where new rows are many ($1), what touches many precincts is hashed, and read by
-- its channel: the planner takes them for few, and would look each one up and sort them; reading all in sequence would not keep them in
-- memory until the next minute. No index.
SELECT set_config('work_mem', '64MB', true) AS work_mem, set_config('jit', 'off', true) AS jit,
       set_config('enable_nestloop', CASE WHEN $1::boolean THEN 'off' ELSE 'on' END, true) AS nestloop,
       set_config('enable_seqscan', CASE WHEN $1::boolean THEN 'off' ELSE 'on' END, true) AS seqscan,
       set_config('enable_sort', CASE WHEN $1::boolean THEN 'off' ELSE 'on' END, true) AS sort;
