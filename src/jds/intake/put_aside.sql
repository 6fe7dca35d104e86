-- next_numbers --
-- Numbers for what is set aside, in order.
SELECT nextval(pg_get_serial_sequence('set_aside', 'number'))
  FROM generate_series(1, %(count)s);

-- copy_set_aside --
-- Takes what is set aside.
COPY set_aside (number, source, message_id, reason, explanation, sequence, content, content_length,
                content_digest, whole_digest, file_digest, line, since, received_on, owner,
                displaced_position)
FROM STDIN;

-- copy_about --
-- Takes whom it is about.
COPY set_aside_about (number, key) FROM STDIN;

-- about_by_concern --
-- A correction or retraction is about whom the message is about that it names, in the ledger or aside.
INSERT INTO set_aside_about (number, key)
SELECT concern.number, subject.key
  FROM unnest(%(numbers)s::bigint[], %(sources)s::text[], %(ids)s::text[]) AS concern (number, urn, id)
  JOIN source USING (urn)
  JOIN ledger_line AS line ON line.message_id = concern.id AND line.source_id = source.source_id
  JOIN about USING (position)
  JOIN subject USING (subject_id)
 UNION
SELECT concern.number, named.key
  FROM unnest(%(numbers)s::bigint[], %(sources)s::text[], %(ids)s::text[]) AS concern (number, urn, id)
  JOIN set_aside AS aside ON aside.source = concern.urn AND aside.message_id = concern.id
                         AND aside.state = 'apart-gezet'
  JOIN set_aside_about AS named ON named.number = aside.number
    ON CONFLICT DO NOTHING;
