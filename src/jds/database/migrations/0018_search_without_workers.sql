-- A search reads a few dozen rows, and starting processes to share them costs twenty times what reading
-- them does. The planner cannot know: it guesses from all keys of all people how many some keys have.

ALTER FUNCTION claims_under(bigint[]) SET max_parallel_workers_per_gather = 0;
ALTER FUNCTION families_under(bigint[]) SET max_parallel_workers_per_gather = 0;
