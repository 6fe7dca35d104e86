-- there --
-- Which of some positions have a payload.
SELECT position FROM ledger_payload WHERE position = ANY (%(positions)s::bigint[]);

-- hold_subjects --
-- Holds whom messages are about: the lock of `jds.persons.subjects.hold`, in the same order.
SELECT subject_id
  FROM subject
 WHERE subject_id IN (SELECT subject_id FROM about WHERE position = ANY (%(positions)s::bigint[]))
 ORDER BY subject_id
   FOR NO KEY UPDATE;

-- left_of_chains --
-- Messages with a payload that correct or retract one of some positions, or that one of these corrects
-- or retracts, and that are not among them.
SELECT DISTINCT linked.position
  FROM (SELECT named.position
          FROM ledger_reference AS reference
          JOIN source ON source.urn = reference.source
          JOIN ledger_line AS named ON named.source_id = source.source_id
                                   AND named.message_id = reference.message_id
         WHERE reference.position = ANY (%(positions)s::bigint[])
        UNION ALL
        SELECT reference.position
          FROM ledger_line AS own
          JOIN source ON source.source_id = own.source_id
          JOIN ledger_reference AS reference ON reference.source = source.urn
                                            AND reference.message_id = own.message_id
         WHERE own.position = ANY (%(positions)s::bigint[])) AS linked
  JOIN ledger_payload AS payload ON payload.position = linked.position
 WHERE linked.position <> ALL (%(positions)s::bigint[])
 ORDER BY linked.position;

-- subjects --
-- The subjects of messages.
SELECT DISTINCT subject_id FROM about WHERE position = ANY (%(positions)s::bigint[]);

-- note_erasure --
-- Says that payloads are gone, since when and by which rule.
INSERT INTO ledger_erasure (position, erased_on, erased_at, rule)
SELECT erased.position, %(erased_on)s, %(erased_at)s, %(rule)s
  FROM unnest(%(positions)s::bigint[]) AS erased (position);

-- erase_payloads --
-- Removes payloads and, by the trigger on them, every row derived from them.
DELETE FROM ledger_payload WHERE position = ANY (%(positions)s::bigint[]);
