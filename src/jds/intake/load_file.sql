-- wait_a_moment --
-- Bounds how long the next statement waits: a loader that was killed may still be going away.
SET LOCAL lock_timeout = '1s';

-- lock_file --
-- Claims a file for this session.
SELECT pg_advisory_lock(%(space)s, %(file)s);

-- unlock_file --
-- Lets go of a file.
SELECT pg_advisory_unlock(%(space)s, %(file)s);

-- unfinished_delivery --
-- The delivery of a file that was broken off.
SELECT delivery_id, lines_done
  FROM delivery
 WHERE file_digest = %(file_digest)s AND finished_at IS NULL;

-- start_delivery --
-- Begins a delivery.
INSERT INTO delivery (file_digest, started_at) VALUES (%(file_digest)s, %(started_at)s)
RETURNING delivery_id, lines_done;

-- add_to_delivery --
-- Adds a batch to its delivery.
UPDATE delivery
   SET lines_done = %(lines_done)s, received = received + %(received)s,
       accepted = accepted + %(accepted)s, duplicates = duplicates + %(duplicates)s,
       set_aside = set_aside + %(set_aside)s, refused = refused + %(refused)s,
       warnings = warnings + %(warnings)s,
       first_position = coalesce(first_position, %(first_position)s),
       last_position = coalesce(%(last_position)s, last_position)
 WHERE delivery_id = %(delivery_id)s;

-- finish_delivery --
-- Ends a delivery.
UPDATE delivery SET finished_at = %(finished_at)s WHERE delivery_id = %(delivery_id)s;

-- delivery --
-- The counts of a delivery.
SELECT accepted, duplicates, set_aside, refused, warnings, first_position, last_position
  FROM delivery
 WHERE delivery_id = %(delivery_id)s;
