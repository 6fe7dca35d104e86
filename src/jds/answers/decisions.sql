-- question_lock --
-- Lets nothing else be answered to or decided on one question until this transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended(%(question)s, 0));

-- standing --
-- Decisions on a search, or on any search for the same question, that stand at a moment; the last first.
SELECT decision.decision_id, decision.search_id, decision.decided_at, decision.method, decision.subject_id,
       act.actor,
       ARRAY(SELECT subject_id FROM identity_decision_considered AS considered
              WHERE considered.decision_id = decision.decision_id ORDER BY subject_id),
       ARRAY(SELECT weight FROM identity_decision_considered AS considered
              WHERE considered.decision_id = decision.decision_id ORDER BY subject_id),
       (SELECT back.taken_back_at FROM identity_decision_taken_back AS back
         WHERE back.decision_id = decision.decision_id)
  FROM identity_decision AS decision
  JOIN act USING (act_id)
 WHERE (decision.search_id = %(search_id)s
        OR decision.search_id IN (SELECT asked.search_id FROM kept_search_question AS asked
                                   WHERE asked.question = %(question)s))
   AND decision.decided_at <= %(at)s
   AND NOT EXISTS (SELECT FROM identity_decision_taken_back AS back
                    WHERE back.decision_id = decision.decision_id AND back.taken_back_at <= %(at)s)
 ORDER BY decision.decided_at DESC, decision.decision_id DESC;

-- decisions_on --
-- Every decision on a search, taken back or not, the oldest first.
SELECT decision.decision_id, decision.search_id, decision.decided_at, decision.method, decision.subject_id,
       act.actor,
       ARRAY(SELECT subject_id FROM identity_decision_considered AS considered
              WHERE considered.decision_id = decision.decision_id ORDER BY subject_id),
       ARRAY(SELECT weight FROM identity_decision_considered AS considered
              WHERE considered.decision_id = decision.decision_id ORDER BY subject_id),
       (SELECT back.taken_back_at FROM identity_decision_taken_back AS back
         WHERE back.decision_id = decision.decision_id)
  FROM identity_decision AS decision
  JOIN act USING (act_id)
 WHERE decision.search_id = %(search_id)s
 ORDER BY decision.decided_at, decision.decision_id;

-- decision_add --
-- Who is meant, as a person decided; its number.
INSERT INTO identity_decision (search_id, act_id, decided_at, method, subject_id)
VALUES (%(search_id)s, %(act_id)s, %(decided_at)s, %(method)s, %(subject_id)s)
RETURNING decision_id;

-- considered_add --
-- Everybody who was considered.
INSERT INTO identity_decision_considered (decision_id, subject_id, weight)
SELECT %(decision_id)s, subject_id, weight
  FROM unnest(%(subjects)s::bigint[], %(weights)s::double precision[]) AS considered (subject_id, weight);

-- taken_back_add --
-- That a decision is taken back.
INSERT INTO identity_decision_taken_back (decision_id, act_id, taken_back_at)
VALUES (%(decision_id)s, %(act_id)s, %(taken_back_at)s);

-- words_add --
-- Why it was decided, or taken back.
INSERT INTO identity_decision_words (decision_id, is_taking_back, reason)
VALUES (%(decision_id)s, %(is_taking_back)s, %(reason)s);

-- words_of --
-- Why it was decided, and why taken back, while that is kept.
SELECT is_taking_back, reason
  FROM identity_decision_words
 WHERE decision_id = %(decision_id)s;

-- answers_resting_on --
-- Answers that rested on a decision, the oldest first: about processing, nothing of a person.
SELECT answer.answer_id, answer.given_at, answer.recipient, answer.purpose, answer.verdict
  FROM answer_identity
  JOIN answer USING (answer_id)
 WHERE answer_identity.decision_id = %(decision_id)s
 ORDER BY answer.answer_id;

-- last_answered --
-- The last moment of knowledge at which this question was answered.
SELECT max(answer.known_at)
  FROM kept_search_question AS asked
  JOIN answer_identity USING (search_id)
  JOIN answer USING (answer_id)
 WHERE asked.question = %(question)s;
