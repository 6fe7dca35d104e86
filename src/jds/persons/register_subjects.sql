-- known_subjects --
-- The numbers of subjects by their keys.
SELECT key, subject_id FROM subject WHERE key = ANY (%(keys)s::text[]);

-- copy_subjects --
-- Takes new subjects.
COPY subject (subject_id, key) FROM STDIN (FORMAT binary);

-- copy_about --
-- Takes which subjects messages are about.
COPY about (subject_id, position) FROM STDIN (FORMAT binary);

-- claim_numbers --
-- Notes numbers that messages gave for subjects; the first message that gave one stays noted.
INSERT INTO number_claim (kind, value, subject_id, position)
SELECT claim.kind, claim.value, claim.subject_id, claim.position
  FROM unnest(%(kinds)s::text[], %(values)s::text[], %(subject_ids)s::bigint[],
              %(positions)s::bigint[]) AS claim (kind, value, subject_id, position)
ON CONFLICT DO NOTHING;

-- copy_related --
-- Takes subjects that were named together.
COPY related (subject_id, other_id, position) FROM STDIN (FORMAT binary);

-- forget_numbers --
-- Drops the numbers of subjects, to note them anew.
DELETE FROM number_claim WHERE subject_id = ANY (%(subject_ids)s);

-- messages_naming --
-- Every message that is left about subjects, oldest first.
SELECT line.position, source.urn, line.message_id, line.kind, payload.content, payload.unknown_dates
  FROM (SELECT DISTINCT position FROM about WHERE subject_id = ANY (%(subject_ids)s)) AS named
  JOIN ledger_line AS line ON line.position = named.position
  JOIN ledger_payload AS payload ON payload.position = named.position
  JOIN source ON source.source_id = line.source_id
 ORDER BY line.position;
