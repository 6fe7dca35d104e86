-- holds --
-- Every hold or one, the newest first: about processing, nothing of a person.
SELECT hold.answer_id, answer.recipient, answer.purpose, hold.since, hold.review_on, hold.ends_on,
       answer_risk.risk, ended.ended_at, ended.how, ended.by_answer,
       ARRAY(SELECT source.urn
               FROM answer_missing AS missing
               JOIN source USING (source_id)
              WHERE missing.answer_id = hold.answer_id
              ORDER BY source.urn),
       (SELECT count(*) FROM hold_message AS message WHERE message.answer_id = hold.answer_id)
  FROM hold
  JOIN answer USING (answer_id)
  LEFT JOIN answer_risk USING (answer_id)
  LEFT JOIN hold_end AS ended USING (answer_id)
 WHERE hold.answer_id = coalesce(%(number)s, hold.answer_id)
   AND (%(recipient)s::text IS NULL OR answer.recipient = %(recipient)s)
   AND (NOT %(open_only)s OR ended.answer_id IS NULL)
 ORDER BY hold.answer_id DESC
 LIMIT %(count)s;

-- open_holds --
-- Holds that stand, oldest first, with what must be so for each to end. A message is settled when it no
-- longer waits or contradicts, or when a clerk settled it; one that is gone stands in no way either.
SELECT hold.answer_id, hold.since, hold.ends_on,
       ARRAY(SELECT source.urn
               FROM answer_missing AS missing
               JOIN source USING (source_id)
              WHERE missing.answer_id = hold.answer_id),
       EXISTS (SELECT
                 FROM hold_message AS message
                 LEFT JOIN effect ON effect.position = message.position
                 LEFT JOIN set_aside AS aside ON aside.number = message.set_aside
                WHERE message.answer_id = hold.answer_id
                  AND (aside.state = 'apart-gezet'
                       OR (message.doubt IN ('wachtend', 'tegenstrijdig')
                           AND effect.effect IN ('wachtend', 'tegenstrijdig')))),
       ARRAY(SELECT message.position
               FROM hold_message AS message
              WHERE message.answer_id = hold.answer_id AND message.doubt = 'gewantrouwd'),
       (SELECT min(later.answer_id)
          FROM answer AS later
         WHERE later.subject_id = answer.subject_id
           AND later.answer_id > answer.answer_id
           AND (later.recipient, later.purpose) = (answer.recipient, answer.purpose)
           AND later.position >= answer.position
           AND later.given_at >= hold.since)
  FROM hold
  JOIN answer USING (answer_id)
 WHERE NOT EXISTS (SELECT FROM hold_end WHERE hold_end.answer_id = hold.answer_id)
 ORDER BY hold.answer_id
   FOR UPDATE OF hold SKIP LOCKED;

-- hold_end_add --
-- How a hold ended.
INSERT INTO hold_end (answer_id, ended_at, how, by_answer)
VALUES (%(answer_id)s, %(ended_at)s, %(how)s, %(by_answer)s);
