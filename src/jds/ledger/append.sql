-- lock_head --
-- The end of the ledger; the lock keeps other writers out until this one commits.
SELECT position, chain, recorded_at, next_subject FROM ledger_head FOR UPDATE;

-- move_head --
-- Moves the end of the ledger.
UPDATE ledger_head
   SET position = %(position)s, chain = %(chain)s, recorded_at = %(recorded_at)s,
       next_subject = %(next_subject)s;

-- copy_lines --
-- Takes lines as `jds.ledger.chain.line_bytes` writes them, then their chain.
COPY ledger_line (position, source_id, message_id, kind, time, sequence, recorded_at,
                  content_digest, commitment, displaces, chain)
FROM STDIN (FORMAT binary);

-- copy_payloads --
-- Takes payloads as they were delivered.
COPY ledger_payload (position, salt, content, unknown_dates) FROM STDIN (FORMAT binary);

-- copy_references --
-- Takes which message a correction or retraction is about.
COPY ledger_reference (position, source, message_id) FROM STDIN (FORMAT binary);
