-- statements_from --
-- Statements of a source from a running number on that no other displaced, and the last one before.
SELECT statement.sequence, statement.position
  FROM source_statement AS statement
 WHERE statement.source_id = %(source_id)s
   AND statement.sequence >= coalesce((SELECT max(sequence) FROM source_statement
                                        WHERE source_id = %(source_id)s AND sequence < %(first)s),
                                      %(first)s)
   AND NOT EXISTS (SELECT FROM ledger_line AS later WHERE later.displaces = statement.position)
 ORDER BY statement.sequence, statement.position;

-- counts_of --
-- What statements counted; nothing of those from before counts were compared.
SELECT position, counts
  FROM source_statement
 WHERE source_id = %(source_id)s AND position = ANY (%(statements)s) AND counts IS NOT NULL;

-- has_gap --
-- Whether a running number is missing in a range.
SELECT EXISTS (SELECT
                 FROM source_gap
                WHERE source_id = %(source_id)s AND closed_at_position IS NULL
                  AND first_missing <= %(last)s AND last_missing >= %(first)s);

-- held --
-- What is accepted of some running numbers of a source by kind and day of `time`, and how many of the
-- numbers that is. The numbers are as on the wire: one range, or two where they come round.
SELECT kind, ((time AT TIME ZONE 'Europe/Amsterdam')::date)::text AS day, count(*),
       count(DISTINCT sequence)
  FROM ledger_line AS line
 WHERE source_id = %(source_id)s
   AND (sequence BETWEEN %(first)s AND %(last)s OR sequence BETWEEN %(again)s AND %(until)s)
   AND NOT EXISTS (SELECT FROM ledger_line AS later WHERE later.displaces = line.position)
 GROUP BY GROUPING SETS ((kind, day), ());

-- set_aside_among --
-- What was set aside of some running numbers of a source.
SELECT sequence, content
  FROM set_aside
 WHERE source = %(urn)s AND content IS NOT NULL
   AND (sequence BETWEEN %(first)s AND %(last)s OR sequence BETWEEN %(again)s AND %(until)s);

-- drop_unseen --
-- Forgets differences of statements that nobody could know of yet.
DELETE FROM source_difference
 WHERE source_id = %(source_id)s AND statement_position = ANY (%(statements)s)
   AND closed_at_position IS NULL AND seen_at_position >= %(position)s;

-- close --
-- Ends the differences of statements.
UPDATE source_difference SET closed_at_position = %(position)s
 WHERE source_id = %(source_id)s AND statement_position = ANY (%(statements)s)
   AND closed_at_position IS NULL;

-- open --
-- Notes that the counts of a statement do not agree.
INSERT INTO source_difference (source_id, statement_position, sequence, differences,
                               seen_at_position)
VALUES (%(source_id)s, %(statement)s, %(sequence)s, %(differences)s, %(position)s);

-- known_differences --
-- The differences of statements that are noted and stand.
SELECT statement_position, differences
  FROM source_difference
 WHERE source_id = %(source_id)s AND statement_position = ANY (%(statements)s)
   AND closed_at_position IS NULL;

-- differences_at --
-- Every difference of a source that stands, with the statement it is about; without statements that
-- another displaced, or that the source corrected or withdrew.
SELECT difference.sequence, statement.complete_through_at, difference.differences
  FROM source_difference AS difference
  JOIN source_statement AS statement ON statement.source_id = difference.source_id
                                    AND statement.position = difference.statement_position
  JOIN source ON source.source_id = difference.source_id
  JOIN ledger_line AS line ON line.position = difference.statement_position
 WHERE source.urn = %(urn)s AND difference.closed_at_position IS NULL
   AND NOT EXISTS (SELECT FROM ledger_line AS later WHERE later.displaces = line.position)
   AND NOT EXISTS (SELECT FROM ledger_reference AS reference
                     JOIN ledger_line AS change ON change.position = reference.position
                    WHERE reference.source = source.urn
                      AND reference.message_id = line.message_id
                      AND change.source_id = difference.source_id)
 ORDER BY difference.sequence;
