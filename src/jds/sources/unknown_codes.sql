-- note_unknown --
-- Adds messages with a code that nobody knows to those of a source and day of receipt.
INSERT INTO source_unknown_code AS kept (source_id, day, messages)
SELECT source_id, %(day)s, %(messages)s FROM source WHERE urn = %(urn)s
    ON CONFLICT (source_id, day) DO UPDATE SET messages = kept.messages + excluded.messages;
