-- begin_reading --
-- The place of the reader, before it has read anything.
INSERT INTO reader (name, position) VALUES ('watch', 0) ON CONFLICT DO NOTHING;

-- reader --
-- How far the watch has read, held to the end of the transaction; and where the ledger ends.
SELECT reader.position, ledger_head.position
  FROM reader, ledger_head
 WHERE reader.name = 'watch'
   FOR UPDATE OF reader;

-- move_reader --
-- Moves the place of the reader.
UPDATE reader SET position = %(through)s WHERE name = 'watch';

-- count_days --
-- Adds what was logged, by day and kind, of a part of the ledger.
INSERT INTO source_day (source_id, day, kind, messages)
SELECT source_id, (time AT TIME ZONE 'Europe/Amsterdam')::date, kind, count(*)
  FROM ledger_line
 WHERE position > %(after)s AND position <= %(through)s
 GROUP BY 1, 2, 3
    ON CONFLICT (source_id, day, kind) DO UPDATE
   SET messages = source_day.messages + excluded.messages;

-- note_order --
-- Notes the highest number, what was logged last, and how far clocks ran ahead, in a part of the
-- ledger.
INSERT INTO source_order AS kept (source_id, top_sequence, top_at, newest_sequence, newest_at, ahead)
SELECT source_id, max(sequence), (array_agg(time ORDER BY sequence DESC, time DESC))[1],
       (array_agg(sequence ORDER BY time DESC, sequence DESC))[1], max(time),
       max(time - recorded_at)
  FROM (SELECT line.source_id, unwrapped(line.sequence, source.highest) AS sequence, line.time,
               line.recorded_at
          FROM ledger_line AS line
          JOIN source USING (source_id)
         WHERE line.position > %(after)s AND line.position <= %(through)s) AS portion
 GROUP BY source_id
    ON CONFLICT (source_id) DO UPDATE
   SET top_sequence = greatest(kept.top_sequence, excluded.top_sequence),
       top_at = CASE WHEN excluded.top_sequence >= kept.top_sequence
                     THEN excluded.top_at ELSE kept.top_at END,
       newest_sequence = CASE WHEN excluded.newest_at >= kept.newest_at
                              THEN excluded.newest_sequence ELSE kept.newest_sequence END,
       newest_at = greatest(kept.newest_at, excluded.newest_at),
       ahead = excluded.ahead;

-- orders --
-- The order of numbers and moments of each source.
SELECT source_id, top_sequence, top_at, newest_sequence, newest_at, ahead FROM source_order;

-- statements --
-- When each source made its last statement of completeness.
SELECT source_id, last.made_at
  FROM source
 CROSS JOIN LATERAL (SELECT made_at
                       FROM source_statement
                      WHERE source_statement.source_id = source.source_id
                      ORDER BY made_at DESC
                      LIMIT 1) AS last;

-- days --
-- What was logged, by day and kind, from a day on.
SELECT source_id, day, kind, messages
  FROM source_day
 WHERE day >= %(first)s AND kind <> 'bron-stand';

-- gaps_since --
-- Since when the number of each source that is missing longest is missing.
SELECT source_id, min(missing_since)
  FROM source_gap
 WHERE closed_at_position IS NULL
 GROUP BY source_id;

-- clashes --
-- Which running numbers of each source two messages claim that both still count: accepted and neither
-- displaced nor withdrawn, or set aside.
SELECT source_id, array_agg(sequence ORDER BY sequence)
  FROM (SELECT clash.source_id, clash.sequence
          FROM sequence_clash AS clash
          JOIN source USING (source_id)
         WHERE EXISTS (SELECT
                         FROM ledger_line AS line
                        WHERE line.message_id = clash.message_id
                          AND line.source_id = clash.source_id
                          AND NOT EXISTS (SELECT FROM ledger_line AS later
                                           WHERE later.displaces = line.position)
                          AND NOT EXISTS (SELECT
                                            FROM ledger_reference AS reference
                                            JOIN ledger_line AS change
                                              ON change.position = reference.position
                                           WHERE reference.source = source.urn
                                             AND reference.message_id = clash.message_id
                                             AND change.source_id = clash.source_id
                                             AND change.kind = 'gegevens-ingetrokken'))
            OR EXISTS (SELECT
                         FROM set_aside
                        WHERE set_aside.source = source.urn
                          AND set_aside.message_id = clash.message_id
                          AND set_aside.state = 'apart-gezet')
         GROUP BY clash.source_id, clash.sequence
        HAVING count(*) > 1) AS claimed
 GROUP BY source_id;

-- unknown_codes --
-- Messages of some days with codes nobody knows, of all that came of a source that day.
SELECT source.source_id, unknown.day, unknown.messages, coalesce(fates.received, 0)
  FROM source_unknown_code AS unknown
  JOIN source USING (source_id)
  LEFT JOIN fate_count AS fates ON fates.source = source.urn AND fates.day = unknown.day
 WHERE unknown.day >= %(first)s
 ORDER BY unknown.day;

-- beat --
-- Notes that everything was looked at.
INSERT INTO watch_beat (beat_at, due_at) VALUES (%(beat_at)s, %(due_at)s)
    ON CONFLICT (only_row) DO UPDATE SET beat_at = excluded.beat_at, due_at = excluded.due_at;

-- last_beat --
-- When everything was last looked at, and when it should be again.
SELECT beat_at, due_at FROM watch_beat;
