-- One row: for this transaction, room for the groups of a whole country's precincts in memory, and no machine code made of statements that
-- are over before it would be. No index.
SELECT set_config('work_mem', '64MB', true) AS work_mem, set_config('jit', 'off', true) AS jit;
