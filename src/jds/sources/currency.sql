-- currency --
-- How current each source was as known at a position and an instant: its last mark, its gaps, its last
-- statement and the furthest statement that holds; what was agreed with it, its standing, and what of
-- it waited in quarantine. A statement holds when everything before it has arrived and nothing of that
-- waits in quarantine, when its counts and those before it agree, and while nothing displaced,
-- corrected or withdrew it. Last the end of the ledger, as committed when this was read.
SELECT source.urn, source.kind, rhythm.silent_after, rhythm.heartbeat_every, rhythm.usual_delay,
       rhythm.complete_from_at,
       standing.standing, standing.isolated_since, standing.distrusted_from, quarantine.messages,
       differs.sequence, heartbeat.made_at, heartbeat.agreed_at,
       EXISTS (SELECT FROM source_alarm AS alarm
                WHERE alarm.source_id = source.source_id AND is_missing AND opened_at <= %(at)s
                  AND (closed_at IS NULL OR closed_at > %(at)s)),
       mark.position, mark.received_at, mark.last_time,
       gap.firsts, gap.lasts,
       stated.position, stated.complete_through_at, stated.last_sequence,
       holds.complete_through_at,
       (SELECT position FROM ledger_head)
  FROM source
 CROSS JOIN LATERAL (
       SELECT silent_after, heartbeat_every, usual_delay, complete_from_at
         FROM source_rhythm
        WHERE source_rhythm.source_id = source.source_id
          AND since <= greatest(%(at)s, source.added_at)
        ORDER BY since DESC
        LIMIT 1) AS rhythm
  LEFT JOIN LATERAL (
       SELECT standing, isolated_since, distrusted_from
         FROM source_standing
        WHERE source_standing.source_id = source.source_id AND since <= %(at)s
        ORDER BY since DESC
        LIMIT 1) AS standing ON true
  LEFT JOIN LATERAL (
       SELECT messages, first
         FROM source_quarantine
        WHERE source_quarantine.source_id = source.source_id AND position <= %(position)s
        ORDER BY position DESC
        LIMIT 1) AS quarantine ON true
 CROSS JOIN LATERAL (
       SELECT min(known.sequence) AS sequence
         FROM (SELECT sequence, statement_position
                 FROM source_difference
                WHERE source_difference.source_id = source.source_id
                  AND closed_at_position IS NULL AND seen_at_position <= %(position)s
                UNION ALL
               SELECT sequence, statement_position
                 FROM source_difference
                WHERE source_difference.source_id = source.source_id
                  AND closed_at_position > %(position)s AND seen_at_position <= %(position)s)
              AS known
        -- Not joined: there is seldom any, and a join reads all statements to find that out.
        WHERE (SELECT statement.undone_at_position IS NULL
                      OR statement.undone_at_position > %(position)s
                 FROM source_statement AS statement
                WHERE statement.source_id = source.source_id
                  AND statement.position = known.statement_position)) AS differs
  LEFT JOIN LATERAL (
       SELECT position, received_at, last_time, highest
         FROM source_mark
        WHERE source_mark.source_id = source.source_id AND position <= %(position)s
        ORDER BY position DESC
        LIMIT 1) AS mark ON true
 CROSS JOIN LATERAL (
       SELECT array_agg(first_missing ORDER BY first_missing) AS firsts,
              array_agg(last_missing ORDER BY first_missing) AS lasts,
              min(first_missing) AS first_missing
         FROM (SELECT first_missing, last_missing
                 FROM source_gap
                WHERE source_gap.source_id = source.source_id
                  AND closed_at_position IS NULL AND seen_at_position <= %(position)s
                UNION ALL
               SELECT first_missing, last_missing
                 FROM source_gap
                WHERE source_gap.source_id = source.source_id
                  AND closed_at_position > %(position)s AND seen_at_position <= %(position)s)
              AS known) AS gap
  LEFT JOIN LATERAL (
       SELECT (SELECT made_at
                 FROM source_statement
                WHERE source_statement.source_id = source.source_id
                  -- As below: the newest nearly always was known.
                  AND CASE WHEN position <= %(position)s THEN true ELSE false END
                ORDER BY made_at DESC
                LIMIT 1) AS made_at,
              (SELECT min(since)
                 FROM source_rhythm
                WHERE source_rhythm.source_id = source.source_id AND since <= %(at)s
                  AND source_rhythm.heartbeat_every IS NOT NULL) AS agreed_at
        WHERE rhythm.heartbeat_every IS NOT NULL) AS heartbeat ON true
  LEFT JOIN LATERAL (
       SELECT position, complete_through_at, last_sequence
         FROM source_statement
        WHERE source_statement.source_id = source.source_id AND position <= %(position)s
          AND complete_through_at IS NOT NULL AND last_sequence IS NOT NULL
        ORDER BY position DESC
        LIMIT 1) AS stated ON true
  LEFT JOIN LATERAL (
       SELECT statement.holds_through_at AS complete_through_at
         FROM source_statement AS statement
        WHERE statement.source_id = source.source_id AND statement.holds_through_at IS NOT NULL
          -- Nearly always the newest holds. Within CASE the planner takes it that half of them do, and so
          -- reads them from the newest on, not all that a source ever made.
          AND CASE WHEN statement.position <= %(position)s
                    AND statement.last_sequence <= mark.highest
                    AND greatest(statement.last_sequence, statement.sequence - 1)
                        < coalesce(least(gap.first_missing, quarantine.first), 9223372036854775807)
                    AND (differs.sequence IS NULL OR statement.sequence < differs.sequence)
                    AND (statement.undone_at_position IS NULL
                         OR statement.undone_at_position > %(position)s)
                   THEN true ELSE false END
        ORDER BY statement.holds_through_at DESC
        LIMIT 1) AS holds ON true
 WHERE source.known_from_position <= %(position)s
   -- What clerks enter proves nothing of the source they enter it for.
   AND source.paper_of IS NULL
 ORDER BY source.urn;
