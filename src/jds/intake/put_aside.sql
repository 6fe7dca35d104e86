-- copy_set_aside --
-- Takes what is set aside.
COPY set_aside (source, message_id, reason, explanation, sequence, content, content_length,
                content_digest, whole_digest, file_digest, line, since, received_on, owner,
                displaced_position)
FROM STDIN;
