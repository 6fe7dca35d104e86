-- all_lines --
-- Every line in order, with its payload and its erasure.
SELECT line.position, line.source_id, source.urn, line.message_id, line.kind,
       (extract(epoch FROM line.time - timestamptz '2000-01-01 00:00Z') * 1000000)::bigint,
       line.sequence,
       (extract(epoch FROM line.recorded_at - timestamptz '2000-01-01 00:00Z') * 1000000)::bigint,
       line.content_digest, line.commitment, line.displaces, line.chain,
       payload.salt, payload.content, payload.unknown_dates, erasure.position IS NOT NULL
  FROM ledger_line AS line
  LEFT JOIN source ON source.source_id = line.source_id
  LEFT JOIN ledger_payload AS payload ON payload.position = line.position
  LEFT JOIN ledger_erasure AS erasure ON erasure.position = line.position
 ORDER BY line.position;

-- without_a_line --
-- Rows that belong to a position at which the ledger has no line, or whose message was erased.
SELECT derived.position, derived.name, erasure.position IS NOT NULL
  FROM (SELECT position, 'ledger_payload' AS name FROM ledger_payload
        UNION ALL SELECT position, 'ledger_erasure' FROM ledger_erasure
        UNION ALL SELECT position, 'ledger_reference' FROM ledger_reference
        UNION ALL SELECT position, 'about' FROM about
        UNION ALL SELECT position, 'number_claim' FROM number_claim
        UNION ALL SELECT position, 'related' FROM related
        UNION ALL SELECT position, 'effect' FROM effect
        UNION ALL SELECT displaced_position, 'set_aside' FROM set_aside
                   WHERE displaced_position IS NOT NULL AND content IS NOT NULL
        UNION ALL SELECT released_at_position, 'set_aside' FROM set_aside
                   WHERE released_at_position IS NOT NULL AND content IS NOT NULL) AS derived
  LEFT JOIN ledger_line AS line ON line.position = derived.position
  LEFT JOIN ledger_erasure AS erasure ON erasure.position = derived.position
 WHERE line.position IS NULL
    OR (erasure.position IS NOT NULL AND derived.name <> 'ledger_erasure')
 GROUP BY derived.position, derived.name, erasure.position
 ORDER BY derived.position, derived.name;

-- decisions_left_behind --
-- Proposals and shields that are still here while every message they were about was erased.
SELECT number
  FROM proposal_about
 GROUP BY number
HAVING NOT bool_or(is_anything_left(subject_id, case_names))
 UNION
SELECT number
  FROM shield
 WHERE NOT EXISTS (SELECT FROM proposal_about WHERE proposal_about.number = shield.number)
 ORDER BY number;

-- without_a_subject --
-- Positions of rows about subjects that do not exist.
SELECT DISTINCT about.position
  FROM about
  LEFT JOIN subject ON subject.subject_id = about.subject_id
 WHERE subject.subject_id IS NULL
 ORDER BY about.position;

-- disagreeing_counts --
-- Sources and days on which what is counted is not what is there. A message released after it was
-- set aside is counted on the day on which it came; a displaced one is no accepted message.
WITH there AS (
    SELECT source, day, sum(accepted) AS accepted, sum(set_aside) AS set_aside
      FROM (SELECT source.urn AS source,
                   coalesce(release.received_on,
                            (line.recorded_at AT TIME ZONE 'Europe/Amsterdam')::date) AS day,
                   1 AS accepted, 0 AS set_aside
              FROM ledger_line AS line
              JOIN source ON source.source_id = line.source_id
              LEFT JOIN set_aside AS release ON release.released_at_position = line.position
             WHERE NOT EXISTS (SELECT FROM ledger_line AS later
                                WHERE later.displaces = line.position)
            UNION ALL
            SELECT coalesce(source, ''), received_on, 0, 1
              FROM set_aside
             WHERE state <> 'vrijgegeven') AS each
     GROUP BY source, day)
SELECT source, day, coalesce(fate_count.accepted, 0), coalesce(there.accepted, 0),
       coalesce(fate_count.set_aside, 0), coalesce(there.set_aside, 0)
  FROM fate_count
  FULL JOIN there USING (source, day)
 WHERE (coalesce(fate_count.accepted, 0), coalesce(fate_count.set_aside, 0))
       <> (coalesce(there.accepted, 0), coalesce(there.set_aside, 0))
 ORDER BY source, day;
