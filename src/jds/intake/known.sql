-- known_lines --
-- Lines under some names, and the day on which a released one is counted.
SELECT line.source_id, line.message_id, line.position, line.content_digest, line.recorded_at,
       line.displaces, release.received_on
  FROM unnest(%(source_ids)s::integer[], %(message_ids)s::text[]) AS asked (source_id, message_id)
  JOIN ledger_line AS line USING (source_id, message_id)
  LEFT JOIN set_aside AS release ON release.released_at_position = line.position;

-- known_set_aside --
-- What was set aside under some names, settled or not.
SELECT source, message_id, content_digest, state = 'teruggegeven'
  FROM unnest(%(sources)s::text[], %(message_ids)s::text[]) AS asked (source, message_id)
  JOIN set_aside USING (source, message_id);

-- known_unreadable --
-- Input without a name that was set aside from some lines of a file.
SELECT line, whole_digest
  FROM set_aside
 WHERE file_digest = %(file_digest)s AND line = ANY (%(lines)s) AND message_id IS NULL;

-- known_refusals --
-- Which of some digests were refused before.
SELECT message_digest FROM refusal WHERE message_digest = ANY (%(digests)s);

-- contents --
-- Messages at some positions, with what they say.
SELECT line.position, line.kind, line.time, line.sequence, payload.content, payload.unknown_dates
  FROM ledger_line AS line
  JOIN ledger_payload AS payload USING (position)
 WHERE line.position = ANY (%(positions)s);
