-- find_by_index --
-- Makes this transaction find by index.
SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
       set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true);

-- read_in_order --
-- Makes it read in the order of an index as well: the next few rows, without sorting all that follow.
SELECT set_config('enable_sort', 'off', true);
