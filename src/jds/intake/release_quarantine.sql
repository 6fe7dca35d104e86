-- sign_off --
-- Notes that a release officer let a slice in; its number.
INSERT INTO quarantine_release (act_id, source_id, slice, digest, messages, findings, released_at)
VALUES (%(act_id)s, %(source_id)s, %(slice)s, %(digest)s, %(messages)s, %(findings)s, %(released_at)s)
RETURNING release_id;

-- give_to_catch_up --
-- Hands the messages of a slice to the catch-up.
UPDATE quarantine_item AS item SET release_id = %(release_id)s
 WHERE item.source_id = %(source_id)s AND item.release_id IS NULL
   AND item.number = coalesce(%(number)s, item.number)
   AND item.harm = coalesce(%(harm)s, item.harm)
   AND item.logged_on = coalesce(%(logged_on)s, item.logged_on);

-- give_back --
-- Takes the messages of a slice out of the quarantine, to return them.
DELETE FROM quarantine_item AS item
 WHERE item.source_id = %(source_id)s AND item.release_id IS NULL
   AND item.number = coalesce(%(number)s, item.number)
   AND item.harm = coalesce(%(harm)s, item.harm)
   AND item.logged_on = coalesce(%(logged_on)s, item.logged_on)
RETURNING number, case_id;

-- forget_cases --
-- Forgets cases about which nothing waits any more.
DELETE FROM quarantine_case
 WHERE case_id = ANY (%(case_ids)s)
   AND NOT EXISTS (SELECT FROM quarantine_item WHERE quarantine_item.case_id = quarantine_case.case_id);

-- return_to_source --
-- Notes that messages were returned to their source.
UPDATE set_aside
   SET state = 'teruggegeven', settled_at = %(settled_at)s, settled_by = %(settled_by)s,
       settled_reason = %(reason)s
 WHERE number = ANY (%(numbers)s);

-- releases --
-- What was signed off, newest first, and how much of it still waits for its turn.
SELECT release.release_id, source.urn, release.slice, release.digest, release.messages,
       release.findings, release.released_at, act.actor, act.reason,
       (SELECT count(*) FROM quarantine_item AS item WHERE item.release_id = release.release_id)
  FROM quarantine_release AS release
  JOIN source USING (source_id)
  JOIN act USING (act_id)
 WHERE source.urn = coalesce(%(urn)s, source.urn)
 ORDER BY release.release_id DESC
 LIMIT %(count)s;
