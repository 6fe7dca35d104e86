-- wait_for_writer --
-- Returns when no batch is being written: whatever is recorded after this is recorded later.
SELECT position
  FROM ledger_head
   FOR SHARE;

-- reader_begin --
-- Makes the place of a reader, at the start of the ledger, if it has none yet.
INSERT INTO reader (name, position)
VALUES (%(name)s, 0)
ON CONFLICT (name) DO NOTHING;

-- reader_lock --
-- How far a reader has come; the lock makes processes that read under this name take turns.
SELECT position
  FROM reader
 WHERE name = %(name)s
   FOR UPDATE;

-- reader_places --
-- Every place that is kept under a name: its own, and those of a pass that is under way.
SELECT name, position
  FROM reader
 WHERE name = ANY(%(names)s);

-- reader_move --
-- Moves a place of a reader.
INSERT INTO reader (name, position)
VALUES (%(name)s, %(position)s)
ON CONFLICT (name) DO UPDATE SET position = excluded.position;

-- reader_forget --
-- Forgets places.
DELETE FROM reader
 WHERE name = ANY(%(names)s);

-- touched --
-- Subjects whose messages may have another effect since a position: those that new messages name,
-- those of the messages that a correction or retraction leads to, and those of displaced messages.
WITH RECURSIVE chained (position) AS (
    SELECT position
      FROM ledger_reference
     WHERE position > %(after)s
       AND position <= %(through)s
    UNION
    SELECT named.position
      FROM chained
      JOIN ledger_reference AS reference ON reference.position = chained.position
      JOIN source ON source.urn = reference.source
      JOIN ledger_line AS named ON named.source_id = source.source_id
                               AND named.message_id = reference.message_id
     WHERE named.position <= %(through)s
)
SELECT subject_id
  FROM about
 WHERE position > %(after)s
   AND position <= %(through)s
 UNION
SELECT about.subject_id
  FROM chained
  JOIN about ON about.position = chained.position
 UNION
SELECT about.subject_id
  FROM ledger_line AS line
  JOIN about ON about.position = line.displaces
 WHERE line.position > %(after)s
   AND line.position <= %(through)s
   AND line.displaces IS NOT NULL
 ORDER BY subject_id;

-- look_at_tables --
-- Lets the planner see how much there is now, instead of some time later.
ANALYZE ledger_line, ledger_reference, subject, about, related, number_claim;

-- about_nobody --
-- Messages that name no subject, with every message of their chains that names none either.
WITH RECURSIVE reached (position) AS (
    SELECT line.position
      FROM ledger_line AS line
     WHERE line.position > %(after)s
       AND line.position <= %(through)s
       AND NOT EXISTS (SELECT FROM about WHERE about.position = line.position)
    UNION
    SELECT linked.position
      FROM reached
     CROSS JOIN LATERAL (
           SELECT named.position
             FROM ledger_reference AS reference
             JOIN source ON source.urn = reference.source
             JOIN ledger_line AS named ON named.source_id = source.source_id
                                      AND named.message_id = reference.message_id
            WHERE reference.position = reached.position
            UNION ALL
           SELECT reference.position
             FROM ledger_line AS own
             JOIN source ON source.source_id = own.source_id
             JOIN ledger_reference AS reference ON reference.source = source.urn
                                               AND reference.message_id = own.message_id
            WHERE own.position = reached.position) AS linked
     WHERE linked.position <= %(through)s
)
SELECT message.*
  FROM reached
 CROSS JOIN LATERAL (
       SELECT line.position, source.urn, line.message_id, line.kind, line.time, line.sequence,
              payload.content, payload.unknown_dates, line.displaces,
              EXISTS (SELECT FROM about WHERE about.position = line.position) AS is_about_somebody
         FROM ledger_line AS line
         JOIN source ON source.source_id = line.source_id
         JOIN ledger_payload AS payload ON payload.position = line.position
        WHERE line.position = reached.position
          AND NOT EXISTS (SELECT FROM ledger_line AS later
                           WHERE later.displaces = line.position
                             AND later.position <= %(through)s)
       -- One by one: the planner takes a few for as many as the ledger has, and would read it whole.
       OFFSET 0) AS message
 ORDER BY message.position;

-- fresh_table --
-- Where new effects are put before they are compared with those that are there.
CREATE TEMPORARY TABLE IF NOT EXISTS fresh_effect (
    position bigint,
    effect   text,
    reason   text
) ON COMMIT DELETE ROWS;

-- fresh_copy --
-- Takes new effects.
COPY fresh_effect (position, effect, reason) FROM STDIN;

-- fresh_keep --
-- Keeps the effects that are new or other than before, and leaves all others untouched. Messages
-- after the last pass are new, so what they had before is not looked for. The others are looked up
-- one by one: joining them would read all effects for each portion.
INSERT INTO effect (position, effect, reason)
SELECT fresh.position, fresh.effect, fresh.reason
  FROM fresh_effect AS fresh
 WHERE fresh.position > %(after)s
    OR NOT EXISTS (SELECT
                     FROM effect AS before
                    WHERE before.position = fresh.position
                      AND before.effect = fresh.effect
                      AND before.reason = fresh.reason
                   OFFSET 0)
    ON CONFLICT (position) DO UPDATE SET effect = excluded.effect, reason = excluded.reason
 WHERE (effect.effect, effect.reason) IS DISTINCT FROM (excluded.effect, excluded.reason);

-- fresh_empty --
-- Makes room for the next ones.
TRUNCATE fresh_effect;

-- displaced_forget --
-- A message that another one displaced is no longer accepted, so it has no effect.
DELETE FROM effect
 USING ledger_line AS line
 WHERE line.displaces = effect.position
   AND line.position > %(after)s
   AND line.position <= %(through)s;

-- queue_sizes --
-- How many accepted messages wait, and how many contradict others.
SELECT count(*) FILTER (WHERE effect = 'wachtend'),
       count(*) FILTER (WHERE effect = 'tegenstrijdig')
  FROM effect
 WHERE effect IN ('wachtend', 'tegenstrijdig');

-- queue --
-- Accepted messages that wait or contradict others, the oldest first.
SELECT effect.position, source.urn, line.message_id, line.kind, effect.effect, effect.reason,
       line.recorded_at
  FROM effect
  JOIN ledger_line AS line ON line.position = effect.position
  JOIN source ON source.source_id = line.source_id
 WHERE effect.effect IN ('wachtend', 'tegenstrijdig')
   AND effect.position = coalesce(%(position)s, effect.position)
 ORDER BY effect.position;

-- readers --
-- How far the readers of the ledger have come.
SELECT name, position
  FROM reader
 WHERE name NOT LIKE '%%/%%'
 ORDER BY name;

-- queued_content --
-- An accepted message that waits or contradicts others, as it was delivered.
SELECT payload.content
  FROM effect
  JOIN ledger_payload AS payload ON payload.position = effect.position
 WHERE effect.position = %(position)s
   AND effect.effect IN ('wachtend', 'tegenstrijdig');
