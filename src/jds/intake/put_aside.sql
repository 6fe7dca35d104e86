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
