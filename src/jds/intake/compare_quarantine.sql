-- compared_source --
-- The source that is compared, its highest running number, how far its quarantine goes and since when.
SELECT source.source_id, source.highest, source.kind,
       (SELECT max(number) FROM quarantine_item WHERE quarantine_item.source_id = source.source_id),
       (SELECT min(set_aside.since)
          FROM quarantine_item JOIN set_aside USING (number)
         WHERE quarantine_item.source_id = source.source_id)
  FROM source
 WHERE source.urn = %(urn)s;

-- forget_findings --
-- Forgets findings of some kinds about what is not released, to make them anew.
DELETE FROM quarantine_finding AS finding
 WHERE finding.source_id = %(source_id)s
   AND finding.kind = ANY (%(kinds)s)
   AND NOT EXISTS (SELECT
                     FROM quarantine_finding_about AS about
                    WHERE about.finding_id = finding.finding_id
                      AND NOT EXISTS (SELECT FROM quarantine_item AS item
                                       WHERE item.number = about.number AND item.release_id IS NULL));

-- forget_findings_about --
-- Forgets findings of some kinds about messages that are compared anew.
DELETE FROM quarantine_finding AS finding
 USING quarantine_finding_about AS about
 WHERE about.number = ANY (%(numbers)s)
   AND finding.finding_id = about.finding_id
   AND finding.kind = ANY (%(kinds)s);

-- add_findings --
-- Writes findings down; their numbers, in order.
INSERT INTO quarantine_finding (source_id, kind, severity, sentence, found_at)
SELECT %(source_id)s, kind, severity, sentence, %(found_at)s
  FROM unnest(%(kinds)s::text[], %(severities)s::text[], %(sentences)s::text[]) WITH ORDINALITY
       AS found (kind, severity, sentence, place)
 ORDER BY place
RETURNING finding_id;

-- copy_about --
-- Takes which messages findings are about.
COPY quarantine_finding_about (number, finding_id) FROM STDIN;

-- changed_content --
-- Messages under the id of an accepted one, with other content.
SELECT item.number
  FROM quarantine_item AS item
  JOIN set_aside USING (number)
  JOIN ledger_line AS line ON line.source_id = item.source_id AND line.message_id = set_aside.message_id
 WHERE item.source_id = %(source_id)s AND item.release_id IS NULL
   AND line.content_digest <> item.content_digest
 GROUP BY item.number
 ORDER BY item.number;

-- id_used_before --
-- Messages under the id of something else that was set aside, in quarantine or before.
SELECT item.number
  FROM quarantine_item AS item
  JOIN set_aside USING (number)
  JOIN set_aside AS other ON other.source = set_aside.source AND other.message_id = set_aside.message_id
 WHERE item.source_id = %(source_id)s AND item.release_id IS NULL
   AND other.number <> item.number AND other.content_digest <> item.content_digest
 GROUP BY item.number
 ORDER BY item.number;

-- sequence_used_before --
-- Messages with a running number that another message carried.
SELECT item.number
  FROM quarantine_item AS item
  JOIN set_aside USING (number)
  JOIN sequence_clash AS clash ON clash.source_id = item.source_id
                              AND clash.message_id = set_aside.message_id
 WHERE item.source_id = %(source_id)s AND item.release_id IS NULL
 GROUP BY item.number
 ORDER BY item.number;

-- inserted_later --
-- Messages logged before a moment up to which the source had stated, under a lower number, that everything
-- was sent.
WITH stated AS (
    SELECT statement.last_sequence,
           max(least(statement.complete_through_at, line.time))
               OVER (ORDER BY statement.last_sequence) AS through_at
      FROM source_statement AS statement
      JOIN ledger_line AS line ON line.position = statement.position
     WHERE statement.source_id = %(source_id)s
)
SELECT item.number
  FROM quarantine_item AS item
 WHERE item.source_id = %(source_id)s AND item.release_id IS NULL
   AND item.kind <> 'bron-stand'
   AND item.time < (SELECT max(through_at) FROM stated
                     WHERE stated.last_sequence < %(highest)s
                         + mod(item.sequence::bigint - %(near)s + 3221225470, 2147483647) - 1073741823)
 ORDER BY item.number;

-- time_against_order --
-- Messages that were logged more than a day before one with a lower running number.
SELECT number
  FROM (SELECT item.number, item.time,
               max(item.time) OVER (ORDER BY mod(item.sequence::bigint - %(near)s + 3221225470, 2147483647)
                                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest
          FROM quarantine_item AS item
         WHERE item.source_id = %(source_id)s AND item.release_id IS NULL) AS placed
 WHERE time < latest - interval '1 day'
 ORDER BY number;

-- in_the_future --
-- Messages that came before they were logged.
SELECT item.number
  FROM quarantine_item AS item
  JOIN set_aside USING (number)
 WHERE item.source_id = %(source_id)s AND item.release_id IS NULL
   AND item.time > set_aside.since + interval '5 minutes'
 ORDER BY item.number;

-- busiest_hour --
-- Most messages that the source logged in one hour, of those accepted after a position.
SELECT max(messages)
  FROM (SELECT count(*) AS messages
          FROM ledger_line
         WHERE source_id = %(source_id)s AND position > %(after)s
         GROUP BY date_trunc('hour', time)) AS hours;

-- bursts --
-- Hours in which the source logged more than could be, with their messages in quarantine.
SELECT date_trunc('hour', item.time), count(*), array_agg(item.number ORDER BY item.number)
  FROM quarantine_item AS item
 WHERE item.source_id = %(source_id)s AND item.release_id IS NULL
 GROUP BY date_trunc('hour', item.time)
HAVING count(*) > %(most)s
 ORDER BY 1;

-- cases_to_compare --
-- The next cases with messages that were not compared.
SELECT DISTINCT case_id
  FROM quarantine_item
 WHERE source_id = %(source_id)s AND case_id > %(after)s AND NOT is_compared AND release_id IS NULL
   AND number <= %(through)s
 ORDER BY case_id
 LIMIT %(count)s;

-- waiting_in_cases --
-- Everything in quarantine about some cases, of whatever source.
SELECT item.number, item.source_id = %(source_id)s AND item.release_id IS NULL AND item.number <= %(through)s,
       set_aside.source, set_aside.message_id, set_aside.sequence, set_aside.content
  FROM quarantine_item AS item
  JOIN set_aside USING (number)
 WHERE item.case_id = ANY (%(case_ids)s);

-- waiting_about_no_case --
-- The next messages about no case that were not compared.
SELECT item.number, true, set_aside.source, set_aside.message_id, set_aside.sequence, set_aside.content
  FROM quarantine_item AS item
  JOIN set_aside USING (number)
 WHERE item.source_id = %(source_id)s AND item.case_id = 0 AND NOT item.is_compared
   AND item.release_id IS NULL AND item.number <= %(through)s
 ORDER BY item.number
 LIMIT %(count)s;

-- subjects --
-- The numbers of subjects by their keys.
SELECT subject_id FROM subject WHERE key = ANY (%(keys)s::text[]);

-- note_compared --
-- Notes that messages were compared.
UPDATE quarantine_item SET is_compared = true WHERE number = ANY (%(numbers)s);

-- left_to_compare --
-- How many messages of a source were not compared.
SELECT count(*)
  FROM quarantine_item
 WHERE source_id = %(source_id)s AND NOT is_compared AND release_id IS NULL AND number <= %(through)s;

-- concerned_subjects --
-- Whom accepted messages under some names are about.
SELECT DISTINCT about.subject_id
  FROM unnest(%(sources)s::text[], %(message_ids)s::text[]) AS asked (source, message_id)
  JOIN source ON source.urn = asked.source
  JOIN ledger_line AS line ON line.source_id = source.source_id AND line.message_id = asked.message_id
  JOIN about USING (position);
