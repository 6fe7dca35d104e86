-- on_distrusted --
-- Answers whose subjects are in messages, of one source or any, that are doubtful now and were known to the answer.
SELECT answer.answer_id, answer.given_at, answer.recipient, answer.purpose, answer.verdict, answer.advice,
       answer.known_until, count(DISTINCT line.position)
  FROM source_distrust AS distrust
  JOIN ledger_line AS line ON line.source_id = distrust.source_id
                          AND line.position > distrust.after_position
                          AND line.position <= distrust.through_position
  JOIN about USING (position)
  JOIN answer_about USING (subject_id)
  JOIN answer USING (answer_id)
  LEFT JOIN distrust_settled AS settled ON settled.position = line.position
                                       AND settled.distrust_id = distrust.distrust_id
 WHERE (%(source_id)s::bigint IS NULL OR distrust.source_id = %(source_id)s)
   AND answer.position >= line.position
   AND (settled.settled_as IS NULL OR settled.settled_as = 'onjuist')
 GROUP BY answer.answer_id
 ORDER BY answer.answer_id;
