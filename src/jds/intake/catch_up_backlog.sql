-- wait_a_moment --
-- Bounds how long the next statement waits: a process that was killed may still be going away.
SET LOCAL lock_timeout = '1s';

-- claim --
-- Claims the catch-up for this session.
SELECT pg_advisory_lock(%(space)s, 0);

-- let_go --
-- Lets go of it.
SELECT pg_advisory_unlock(%(space)s, 0);

-- void --
-- Takes back the sign-off of everything of a source that is not let in yet.
UPDATE quarantine_item AS item SET release_id = NULL
  FROM source
 WHERE source.source_id = item.source_id AND source.urn = ANY (%(urns)s) AND item.release_id IS NOT NULL;

-- take --
-- Takes messages out of the quarantine, if they are signed off still.
DELETE FROM quarantine_item AS item
 USING unnest(%(numbers)s::bigint[]) AS asked (number)
 WHERE item.number = asked.number AND item.release_id IS NOT NULL
RETURNING item.number, item.release_id, item.case_id;

-- forget_cases --
-- Forgets cases about which nothing waits any more.
DELETE FROM quarantine_case
 WHERE case_id = ANY (%(case_ids)s)
   AND NOT EXISTS (SELECT FROM quarantine_item WHERE quarantine_item.case_id = quarantine_case.case_id);

-- settle --
-- Notes that messages were let in, by whom and where; their content stands in the ledger from now on.
UPDATE set_aside
   SET state = 'vrijgegeven', settled_at = %(settled_at)s, settled_by = act.actor,
       settled_reason = act.reason, released_at_position = let_in.position, content = NULL
  FROM unnest(%(numbers)s::bigint[], %(positions)s::bigint[], %(releases)s::bigint[])
       AS let_in (number, position, release_id)
  JOIN quarantine_release USING (release_id)
  JOIN act USING (act_id)
 WHERE set_aside.number = let_in.number;

-- keep_aside --
-- Notes why messages that were signed off are set aside all the same, for the operator to settle.
UPDATE set_aside
   SET reason = kept.reason, explanation = kept.explanation, owner = %(owner)s
  FROM unnest(%(numbers)s::bigint[], %(reasons)s::text[], %(explanations)s::text[])
       AS kept (number, reason, explanation)
 WHERE set_aside.number = kept.number;

-- note_step --
-- Notes a step.
INSERT INTO catch_up_step (began_at, ended_at, messages)
VALUES (%(began_at)s, greatest(%(began_at)s, %(ended_at)s), %(messages)s);

-- somebody_waits --
-- Tells whether somebody waits for this transaction to end.
SELECT EXISTS (SELECT FROM pg_locks
                WHERE locktype = 'transactionid' AND NOT granted
                  AND transactionid = pg_current_xact_id()::xid);

-- left --
-- What there is to do: messages signed off, by source, and those that nobody signed off yet.
SELECT source.urn, count(*) FILTER (WHERE item.release_id IS NOT NULL),
       count(*) FILTER (WHERE item.release_id IS NULL)
  FROM quarantine_item AS item
  JOIN source USING (source_id)
 GROUP BY source.urn
 ORDER BY source.urn;

-- left_by_class --
-- Messages signed off and not let in yet, by class of harm.
SELECT harm, count(*) FROM quarantine_item WHERE release_id IS NOT NULL GROUP BY harm ORDER BY harm;

-- last_steps --
-- The last steps, newest first.
SELECT began_at, ended_at, messages FROM catch_up_step ORDER BY step_id DESC LIMIT %(count)s;
