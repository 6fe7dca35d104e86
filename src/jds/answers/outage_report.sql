-- news --
-- About whom a source logged something in a stretch of time, with the position of the last of it as known
-- at a position, and every number by which an answer may have been asked about them. What corrects or
-- retracts a message is about those whom that named, too.
WITH RECURSIVE logged (position) AS (
    SELECT line.position
      FROM ledger_line AS line
     WHERE line.source_id = %(source_id)s
       AND line.time >= %(from_at)s AND line.time < %(to_at)s
       AND line.position <= %(position)s
       AND NOT EXISTS (SELECT FROM ledger_line AS later
                        WHERE later.displaces = line.position AND later.position <= %(position)s)
),
reached (position, about_position) AS (
    SELECT position, position FROM logged
    UNION
    SELECT reached.position, named.position
      FROM reached
      JOIN ledger_reference AS reference ON reference.position = reached.about_position
      JOIN source ON source.urn = reference.source
      JOIN ledger_line AS named ON named.source_id = source.source_id
                               AND named.message_id = reference.message_id
     WHERE named.position <= %(position)s
),
last_news (subject_id, position) AS (
    SELECT about.subject_id, max(reached.position)
      FROM reached
      JOIN about ON about.position = reached.about_position
     GROUP BY about.subject_id
)
SELECT last_news.subject_id, last_news.position,
       ARRAY(SELECT subject.key WHERE subject.key ~ '^(skn|bsn|v):'
              UNION
             SELECT claim.kind || ':' || claim.value
               FROM number_claim AS claim
              WHERE claim.subject_id = last_news.subject_id AND claim.position <= %(position)s)
  FROM last_news
  JOIN subject USING (subject_id);

-- answers --
-- Answers that were given in a stretch of time, by who asked for what and what was said, with the numbers
-- of those that news touched since, and how many cannot be told to be touched or not. An answer is touched
-- when news came after it about a subject that it is or may be of, or that carries the number by which it
-- was asked.
WITH news AS MATERIALIZED (
    SELECT subject_id, position
      FROM unnest(%(subjects)s::bigint[], %(positions)s::bigint[]) AS news (subject_id, position)
),
numbers AS MATERIALIZED (
    SELECT digest, max(position) AS position
      FROM unnest(%(digests)s::bytea[], %(digest_positions)s::bigint[]) AS numbers (digest, position)
     GROUP BY digest
),
given AS (
    SELECT answer.answer_id, answer.recipient, answer.purpose, answer.verdict, answer.advice,
           answer.position, answer.given_at < %(seen_at)s AS is_unseen
      FROM answer
     WHERE answer.given_at >= %(from_at)s AND answer.given_at < %(to_at)s
       AND answer.given_at <= %(at)s
),
of_whom (answer_id, subject_id) AS (
    SELECT answer_id, subject_id FROM answer_about JOIN given USING (answer_id)
    UNION
    SELECT answer_id, subject_id FROM answer_candidate JOIN given USING (answer_id)
),
judged AS (
    SELECT given.*,
           EXISTS (SELECT FROM of_whom
                     JOIN news USING (subject_id)
                    WHERE of_whom.answer_id = given.answer_id
                      AND news.position > given.position)
           OR EXISTS (SELECT FROM answer_number
                        JOIN numbers USING (digest)
                       WHERE answer_number.answer_id = given.answer_id
                         AND numbers.position > given.position) AS is_touched,
           NOT EXISTS (SELECT FROM of_whom WHERE of_whom.answer_id = given.answer_id)
           AND NOT EXISTS (SELECT FROM answer_number
                            WHERE answer_number.answer_id = given.answer_id) AS is_unknowable
      FROM given
)
SELECT recipient, purpose, verdict, advice, count(*), count(*) FILTER (WHERE is_unseen),
       count(*) FILTER (WHERE is_unknowable),
       coalesce(array_agg(answer_id ORDER BY answer_id) FILTER (WHERE is_touched), '{}')
  FROM judged
 GROUP BY recipient, purpose, verdict, advice
 ORDER BY recipient, purpose, verdict, advice;

-- digests_of --
-- The digest of the number by which each of some answers was asked.
SELECT answer_id, digest
  FROM answer_number
 WHERE answer_id = ANY (%(answers)s);

-- logged --
-- How many messages that a source logged in a stretch are here as known at a position, by Amsterdam
-- day, and how many of them were here when it ended. That a source says it is complete is no news and
-- is not counted.
SELECT (line.time AT TIME ZONE 'Europe/Amsterdam')::date, count(*),
       count(*) FILTER (WHERE line.recorded_at < %(to_at)s)
  FROM ledger_line AS line
 WHERE line.source_id = %(source_id)s AND line.kind <> 'bron-stand'
   AND line.time >= %(from_at)s AND line.time < %(to_at)s
   AND line.position <= %(position)s
   AND NOT EXISTS (SELECT FROM ledger_line AS later
                    WHERE later.displaces = line.position AND later.position <= %(position)s)
 GROUP BY 1;

-- proof --
-- The number, unwrapped, of the first statement as known at a position that says that everything up to
-- an instant was sent; none while there is no such statement.
SELECT min(statement.sequence)
  FROM source_statement AS statement
  JOIN ledger_line AS line USING (position)
 WHERE statement.source_id = %(source_id)s AND statement.position <= %(position)s
   AND least(statement.complete_through_at, line.time) >= %(to_at)s;

-- set_aside --
-- What came of a source from the start of a stretch on, was set aside, and was not settled at an instant;
-- without what carries a higher number than the first statement that says that the stretch is complete.
SELECT count(*)
  FROM set_aside
  JOIN source ON source.urn = set_aside.source
 WHERE source.source_id = %(source_id)s AND since >= %(from_at)s AND since <= %(at)s
   AND (settled_at IS NULL OR settled_at > %(at)s)
   AND (%(proof)s::bigint IS NULL OR set_aside.sequence IS NULL
        OR unwrapped(set_aside.sequence, source.highest) < %(proof)s);

-- paper --
-- How many items of a source came in a stretch that are registered at an instant, how many messages clerks
-- made of them that stand as known at a position, and how many of these are paired at that instant. What
-- only corrects or retracts is not counted.
SELECT count(DISTINCT item.number), count(root.position), count(root.position) FILTER (WHERE root.is_paired)
  FROM paper_item AS item
  LEFT JOIN LATERAL (
       SELECT entry.position,
              EXISTS (SELECT FROM paper_pair AS pair
                       WHERE pair.paper_position = entry.position AND pair.paired_at <= %(at)s
                         AND pair.digital_position <= %(position)s
                         AND (pair.ended_at IS NULL OR pair.ended_at > %(at)s)) AS is_paired
         FROM paper_entry AS entry
         JOIN ledger_line AS line ON line.position = entry.position
         JOIN source AS paper ON paper.source_id = line.source_id
        WHERE entry.number = item.number AND entry.position <= %(position)s
          AND line.kind NOT IN ('gegevens-gecorrigeerd', 'gegevens-ingetrokken')
          AND NOT EXISTS (SELECT
                            FROM ledger_reference AS reference
                            JOIN ledger_line AS change ON change.position = reference.position
                           WHERE reference.source = paper.urn
                             AND reference.message_id = line.message_id
                             AND change.kind = 'gegevens-ingetrokken'
                             AND change.position <= %(position)s)) AS root ON true
 WHERE item.source_id = %(source_id)s AND item.registered_at <= %(at)s
   AND item.received_at >= %(from_at)s AND item.received_at < %(to_at)s;

-- held --
-- Of the answers that were given in a stretch: how many said that what was missing of a source could change
-- them, and how many were held; how many of these holds stand at an instant, and how the others ended.
SELECT count(missing.answer_id), count(hold.answer_id),
       count(hold.answer_id) FILTER (WHERE ended.answer_id IS NULL),
       count(*) FILTER (WHERE ended.how = 'vrijgegeven'),
       count(*) FILTER (WHERE ended.how = 'verlopen'),
       count(*) FILTER (WHERE ended.how = 'vervangen')
  FROM answer
  LEFT JOIN answer_missing AS missing ON missing.answer_id = answer.answer_id
                                     AND missing.source_id = %(source_id)s
  LEFT JOIN hold ON hold.answer_id = answer.answer_id AND missing.answer_id IS NOT NULL
  LEFT JOIN hold_end AS ended ON ended.answer_id = hold.answer_id AND ended.ended_at <= %(at)s
 WHERE answer.given_at >= %(from_at)s AND answer.given_at < %(to_at)s
   AND answer.given_at <= %(at)s;

-- usual --
-- The most messages that a source logged on a day of each sort (1 is Monday) in the weeks before a day.
SELECT weekday, max(messages)
  FROM (SELECT extract(isodow FROM day)::integer AS weekday, count(*) AS messages
          FROM (SELECT (line.time AT TIME ZONE 'Europe/Amsterdam')::date AS day
                  FROM ledger_line AS line
                 WHERE line.source_id = %(source_id)s AND line.kind <> 'bron-stand'
                   AND line.position <= %(position)s) AS logged
         WHERE day >= %(first_day)s AND day < %(before_day)s
         GROUP BY day) AS counted
 GROUP BY weekday
 ORDER BY weekday;
