-- distrust --
-- Notes that what a source sent in a period is doubtful.
INSERT INTO source_distrust (source_id, from_at, after_position, through_position, since, act_id)
VALUES (%(source_id)s, %(from_at)s, %(after)s, %(through)s, %(since)s, %(act_id)s);

-- periods --
-- The periods of a source that are or were doubtful.
SELECT distrust_id, from_at, after_position, through_position, since
  FROM source_distrust
 WHERE source_id = %(source_id)s
 ORDER BY distrust_id;

-- confirm --
-- Notes of doubtful messages that their source sent the same again.
INSERT INTO distrust_settled (position, distrust_id, settled_at, settled_as)
SELECT line.position, distrust.distrust_id, %(settled_at)s, 'herleverd'
  FROM ledger_line AS line
  JOIN source_distrust AS distrust ON distrust.source_id = line.source_id
                                  AND line.position > distrust.after_position
                                  AND line.position <= distrust.through_position
 WHERE line.position = ANY (%(positions)s)
    ON CONFLICT DO NOTHING;

-- doubtful --
-- Which of some messages are doubtful as known at an instant, since when, and whether one was found wrong.
SELECT line.position, source.urn, line.message_id, line.kind, min(distrust.since),
       bool_or(settled.settled_as IS NOT NULL), reference.source, reference.message_id
  FROM ledger_line AS line
  JOIN source USING (source_id)
  LEFT JOIN ledger_reference AS reference ON reference.position = line.position
  JOIN source_distrust AS distrust ON distrust.source_id = line.source_id
                                  AND line.position > distrust.after_position
                                  AND line.position <= distrust.through_position
                                  AND distrust.since <= %(at)s
  LEFT JOIN distrust_settled AS settled ON settled.position = line.position
                                       AND settled.distrust_id = distrust.distrust_id
                                       AND settled.settled_at <= %(at)s
 WHERE line.position = ANY (%(positions)s)
   AND (settled.settled_as IS NULL OR settled.settled_as = 'onjuist')
 GROUP BY line.position, source.urn, line.message_id, line.kind, reference.source, reference.message_id
 ORDER BY line.position;

-- is_anything_doubtful --
-- Whether any period of any source was ever doubtful.
SELECT EXISTS (SELECT FROM source_distrust);

-- work --
-- Doubtful messages of a source with what became of each: the source sent it again, something else came
-- under its id since, or nothing did.
SELECT line.position, line.message_id, line.kind, line.time, line.recorded_at, distrust.distrust_id,
       CASE WHEN settled.settled_as IS NOT NULL THEN settled.settled_as
            WHEN EXISTS (SELECT FROM set_aside AS other
                          WHERE other.source = %(urn)s AND other.message_id = line.message_id
                            AND other.content_digest <> line.content_digest
                            AND other.since >= distrust.since) THEN 'andere-inhoud'
            ELSE 'niet-herleverd' END AS state,
       line.content_digest
  FROM source_distrust AS distrust
  JOIN ledger_line AS line ON line.source_id = distrust.source_id
                          AND line.position > distrust.after_position
                          AND line.position <= distrust.through_position
  LEFT JOIN distrust_settled AS settled ON settled.position = line.position
                                       AND settled.distrust_id = distrust.distrust_id
 WHERE distrust.source_id = %(source_id)s
   AND NOT EXISTS (SELECT FROM ledger_line AS later WHERE later.displaces = line.position)
 ORDER BY line.position, distrust.distrust_id;

-- settle --
-- Settles doubtful messages by the word of an officer; those that are settled already are left alone.
INSERT INTO distrust_settled (position, distrust_id, settled_at, settled_as, act_id)
SELECT position, distrust_id, %(settled_at)s, %(settled_as)s, %(act_id)s
  FROM unnest(%(positions)s::bigint[], %(distrusts)s::bigint[]) AS settled (position, distrust_id)
    ON CONFLICT DO NOTHING;
