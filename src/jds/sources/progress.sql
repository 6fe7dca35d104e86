-- standing_of --
-- What had arrived of sources, for whoever holds the lock of the ledger.
SELECT source.urn, source.source_id, source.first_sequence, source.highest, mark.last_time,
       (SELECT max(sequence) FROM source_statement
         WHERE source_statement.source_id = source.source_id)
  FROM source
  LEFT JOIN LATERAL (SELECT last_time FROM source_mark
                      WHERE source_mark.source_id = source.source_id
                      ORDER BY position DESC LIMIT 1) AS mark ON true
 WHERE source.urn = ANY (%(urns)s);

-- open_gaps --
-- Open gaps of a source that touch a range of running numbers, and since when each is missing.
SELECT first_missing, last_missing, missing_since
  FROM source_gap
 WHERE source_id = %(source_id)s AND closed_at_position IS NULL
   AND first_missing <= %(last)s AND last_missing >= %(first)s
 ORDER BY first_missing;

-- drop_unseen_gaps --
-- Forgets gaps that close before anybody could know of them.
DELETE FROM source_gap
 WHERE source_id = %(source_id)s AND closed_at_position IS NULL
   AND first_missing = ANY (%(first_missing)s) AND seen_at_position >= %(position)s;

-- close_gaps --
-- Closes open gaps, named by their first number.
UPDATE source_gap SET closed_at_position = %(position)s
 WHERE source_id = %(source_id)s AND closed_at_position IS NULL
   AND first_missing = ANY (%(first_missing)s);

-- open_gap --
-- Notes running numbers that are missing.
INSERT INTO source_gap (source_id, first_missing, last_missing, seen_at_position, missing_since)
SELECT %(source_id)s, gap.first_missing, gap.last_missing, %(position)s, gap.missing_since
  FROM unnest(%(first_missing)s::bigint[], %(last_missing)s::bigint[], %(missing_since)s::timestamptz[])
       AS gap (first_missing, last_missing, missing_since);

-- move_highest --
-- Moves the highest running number of a source.
UPDATE source SET highest = %(highest)s WHERE source_id = %(source_id)s AND highest <> %(highest)s;

-- mark --
-- Notes what a source had delivered after a batch.
INSERT INTO source_mark (source_id, position, received_at, last_time, highest)
VALUES (%(source_id)s, %(position)s, %(received_at)s, %(last_time)s, %(highest)s)
ON CONFLICT (source_id, position) DO UPDATE
   SET received_at = excluded.received_at, last_time = excluded.last_time,
       highest = excluded.highest;

-- note_statement --
-- Notes that a source said it had sent everything up to an instant, and how much since it last did.
INSERT INTO source_statement (source_id, position, complete_through_at, last_sequence, sequence,
                              counts, made_at, holds_through_at)
SELECT %(source_id)s, position, %(complete_through_at)s, %(last_sequence)s, %(sequence)s,
       %(counts)s, least(time, recorded_at),
       -- Nobody can be complete through a moment after the one at which they said so. least() leaves
       -- a null out, so both are asked for.
       CASE WHEN %(complete_through_at)s::timestamptz IS NOT NULL
             AND %(last_sequence)s::bigint IS NOT NULL
            THEN least(%(complete_through_at)s, time, recorded_at) END
  FROM ledger_line
 WHERE position = %(position)s;

-- holders --
-- Every message that carries one of some running numbers of a source. The range goes to the small
-- index, the list to what that finds.
SELECT DISTINCT sequence, message_id
  FROM ledger_line
 WHERE source_id = %(source_id)s
   AND sequence BETWEEN %(lowest)s AND %(highest)s AND sequence = ANY (%(sequences)s)
UNION
SELECT sequence, message_id
  FROM set_aside
 WHERE source = %(urn)s AND sequence = ANY (%(sequences)s);

-- note_clashes --
-- Notes messages that share their running number with another.
INSERT INTO sequence_clash (source_id, sequence, message_id, seen_at)
SELECT %(source_id)s, clash.sequence, clash.message_id, %(seen_at)s
  FROM unnest(%(sequences)s::bigint[], %(message_ids)s::text[]) AS clash (sequence, message_id)
ON CONFLICT DO NOTHING;
