-- answer_add --
-- The line of one answer; its number.
INSERT INTO answer (act_id, given_at, recipient, purpose, subject_id, judged_on, position, known_at,
                    edition, found, verdict, known_until, advice, request)
VALUES (%(act_id)s, %(given_at)s, %(recipient)s, %(purpose)s, %(subject_id)s, %(judged_on)s,
        %(position)s, %(known_at)s, %(edition)s, %(found)s, %(verdict)s, %(known_until)s, %(advice)s,
        %(request)s::jsonb)
RETURNING answer_id;

-- answer_about_add --
-- The subjects that the person was made of.
INSERT INTO answer_about (answer_id, subject_id)
SELECT %(answer_id)s, subject_id
  FROM unnest(%(subjects)s::bigint[]) AS made_of (subject_id);

-- answer_candidates_add --
-- The subjects of everybody who may have been meant.
INSERT INTO answer_candidate (answer_id, subject_id)
SELECT %(answer_id)s, subject_id
  FROM unnest(%(subjects)s::bigint[]) AS candidate (subject_id);

-- answer_identity_add --
-- By what it was found who is meant.
INSERT INTO answer_identity (answer_id, found_by, method, search_id, decision_id)
VALUES (%(answer_id)s, %(found_by)s, %(method)s, %(search_id)s, %(decision_id)s);

-- answer_content_add --
-- The answer as it was given.
INSERT INTO answer_content (answer_id, content) VALUES (%(answer_id)s, %(content)s);

-- answers --
-- Answers given, newest first: about processing, nothing of a person.
SELECT answer_id, given_at, actor, recipient, purpose, judged_on, position, edition, found, verdict,
       known_until, advice, content IS NULL
  FROM answer
  JOIN act USING (act_id)
  LEFT JOIN answer_content USING (answer_id)
 WHERE (%(recipient)s::text IS NULL OR recipient = %(recipient)s)
 ORDER BY answer_id DESC
 LIMIT %(count)s;

-- answer_numbered --
-- One answer, with what it said while that is kept, and the subjects it was about.
SELECT answer.answer_id, given_at, act.actor, recipient, purpose, answer.subject_id, judged_on, position,
       known_at, edition, found, verdict, known_until, advice, request, content,
       ARRAY(SELECT subject_id FROM answer_about
              WHERE answer_about.answer_id = answer.answer_id ORDER BY subject_id),
       ARRAY(SELECT subject_id FROM answer_candidate
              WHERE answer_candidate.answer_id = answer.answer_id ORDER BY subject_id),
       identity.found_by, identity.method, identity.search_id, identity.decision_id, decision.decided_at,
       back.taken_back_at
  FROM answer
  JOIN act USING (act_id)
  LEFT JOIN answer_content USING (answer_id)
  LEFT JOIN answer_identity AS identity USING (answer_id)
  LEFT JOIN identity_decision AS decision USING (decision_id)
  LEFT JOIN identity_decision_taken_back AS back USING (decision_id)
 WHERE answer.answer_id = %(answer_id)s;

-- erasures_behind --
-- Why what an answer said is no longer kept: the day and the rule of each erasure.
SELECT erased_on, rule
  FROM answer_erasure
 WHERE answer_id = %(answer_id)s
 ORDER BY erased_on, rule;
