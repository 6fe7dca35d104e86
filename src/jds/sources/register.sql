-- add_source --
-- Registers a source; nothing of it has arrived yet.
INSERT INTO source (source_id, urn, kind, first_sequence, added_at, known_from_position, highest,
                    paper_of)
SELECT coalesce(max(source_id), 0) + 1, %(urn)s, %(kind)s, %(first_sequence)s, %(added_at)s,
       %(known_from_position)s, %(first_sequence)s - 1, %(paper_of)s
  FROM source
RETURNING source_id;

-- list_sources --
-- Every source, or the one with a name, in the order in which they were added.
SELECT source_id, urn, kind, first_sequence, added_at, highest, paper_of
  FROM source
 WHERE urn = coalesce(%(urn)s, urn)
 ORDER BY source_id;

-- clashes --
-- Running numbers that a source gave to more than one message, with their ids.
SELECT sequence, array_agg(message_id ORDER BY message_id), min(seen_at)
  FROM sequence_clash
 WHERE source_id = %(source_id)s
 GROUP BY sequence
 ORDER BY sequence;
