-- head --
-- The end of the ledger as committed.
SELECT position, chain, recorded_at, next_subject FROM ledger_head;

-- position_at --
-- The last position recorded at or before an instant: moments rise with positions, so halving finds
-- it in twenty steps among a million, without an index of its own.
WITH RECURSIVE search (low, high) AS (
    SELECT 0::bigint, position FROM ledger_head
    UNION ALL
    SELECT CASE WHEN middle.recorded_at <= %(at)s THEN middle.position ELSE search.low END,
           CASE WHEN middle.recorded_at <= %(at)s THEN search.high ELSE middle.position - 1 END
      FROM search
     CROSS JOIN LATERAL (
           SELECT position, recorded_at
             FROM ledger_line
            WHERE position = (search.low + search.high + 1) / 2
           -- Keeps the planner from reading the whole ledger to join it once.
           OFFSET 0) AS middle
     WHERE search.low < search.high
)
SELECT low FROM search WHERE low = high;

-- recorded_at --
-- When a position was recorded.
SELECT recorded_at FROM ledger_line WHERE position = %(position)s;

-- messages_about --
-- What was accepted about subjects as known at a position, a row for each subject of a message, and
-- whether anything names the message. What another message had displaced by then, and what was
-- erased, is left out. The subjects come through a subquery, so that a plan does not depend on how
-- many they are and is made once: planning takes longer than reading one person.
SELECT about.subject_id, line.position, source.urn, line.message_id, line.kind, line.time,
       line.sequence, line.recorded_at, payload.content, payload.unknown_dates, line.displaces,
       -- With a limit it is one look in the index, and no reading of all references.
       (SELECT true
          FROM ledger_reference AS reference
         WHERE reference.message_id = line.message_id AND reference.source = source.urn
         LIMIT 1) AS is_named
  FROM unnest((SELECT %(subject_ids)s::bigint[])) AS asked (subject_id)
  JOIN about ON about.subject_id = asked.subject_id AND about.position <= %(through)s
  JOIN ledger_line AS line ON line.position = about.position
  JOIN source ON source.source_id = line.source_id
  JOIN ledger_payload AS payload ON payload.position = about.position
 WHERE NOT EXISTS (SELECT FROM ledger_line AS later
                    WHERE later.displaces = about.position AND later.position <= %(through)s);

-- chains --
-- What can be reached from messages along corrections and retractions, in both directions, as known
-- at a position; these messages included, each with the subject it was reached from.
WITH RECURSIVE reached (subject_id, position) AS (
    SELECT begun.subject_id, begun.position
      FROM unnest(%(subject_ids)s::bigint[], %(positions)s::bigint[])
           AS begun (subject_id, position)
    UNION
    SELECT reached.subject_id, linked.position
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
       AND NOT EXISTS (SELECT FROM ledger_line AS later
                        WHERE later.displaces = linked.position AND later.position <= %(through)s)
)
SELECT reached.subject_id, message.*
  FROM reached
 CROSS JOIN LATERAL (
       SELECT line.position, source.urn, line.message_id, line.kind, line.time, line.sequence,
              line.recorded_at, payload.content, payload.unknown_dates, line.displaces
         FROM ledger_line AS line
         JOIN source ON source.source_id = line.source_id
         JOIN ledger_payload AS payload ON payload.position = line.position
        WHERE line.position = reached.position
       -- One by one: the planner takes a few for as many as the ledger has, and would read it whole.
       OFFSET 0) AS message;
