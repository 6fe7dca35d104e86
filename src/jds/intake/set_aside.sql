-- open_for_clerks --
-- What still waits for a clerk, oldest first: not what has a given reason.
SELECT number, source, message_id, reason, explanation, since, owner, state
  FROM set_aside
 WHERE state = 'apart-gezet' AND reason <> %(reason)s
 ORDER BY since, number;

-- count_open --
-- How much waits for somebody, and how much of it for a given reason.
SELECT count(*), count(*) FILTER (WHERE reason = %(reason)s)
  FROM set_aside
 WHERE state = 'apart-gezet';

-- open_set_aside --
-- What still waits for somebody, oldest first.
SELECT number, source, message_id, reason, explanation, since, owner, state
  FROM set_aside
 WHERE state = 'apart-gezet'
 ORDER BY since, number;

-- one_set_aside --
-- One thing that was set aside, with its content; of what was let in from quarantine the ledger has it.
SELECT number, source, message_id, reason, explanation, since, owner, state,
       coalesce(set_aside.content,
                CASE WHEN reason = 'quarantaine' THEN convert_to(payload.content, 'UTF8') END),
       content_length, content_digest, line, received_on, settled_at, settled_by,
       settled_reason, released_at_position, displaced_position
  FROM set_aside
  LEFT JOIN ledger_payload AS payload ON payload.position = set_aside.released_at_position
 WHERE number = %(number)s;

-- settle --
-- Settles what was set aside.
UPDATE set_aside
   SET state = %(state)s, settled_at = %(settled_at)s, settled_by = %(settled_by)s,
       settled_reason = %(settled_reason)s, released_at_position = %(position)s
 WHERE number = %(number)s;
