-- search_add --
-- That a search was made to answer a recipient; its number.
INSERT INTO kept_search (act_id, asked_at, recipient, purpose, position, known_at, edition, found, method)
VALUES (%(act_id)s, %(asked_at)s, %(recipient)s, %(purpose)s, %(position)s, %(known_at)s, %(edition)s,
        %(found)s, %(method)s)
RETURNING search_id;

-- candidates_add --
-- Who was found.
INSERT INTO kept_search_candidate (search_id, rank, subject_id, is_leading, weight)
SELECT %(search_id)s, rank, subject_id, is_leading, weight
  FROM unnest(%(ranks)s::int[], %(subjects)s::bigint[], %(leading)s::bool[], %(weights)s::float8[])
       AS found (rank, subject_id, is_leading, weight);

-- content_add --
-- The description that was asked.
INSERT INTO kept_search_content (search_id, person) VALUES (%(search_id)s, %(person)s);

-- question_add --
-- The keyed digest of who asked for what about whom.
INSERT INTO kept_search_question (search_id, question) VALUES (%(search_id)s, %(question)s);

-- search_numbered --
-- One search, with what was asked while that is kept.
SELECT kept_search.search_id, asked_at, recipient, purpose, position, known_at, edition, found, method, person,
       question
  FROM kept_search
  LEFT JOIN kept_search_content USING (search_id)
  LEFT JOIN kept_search_question USING (search_id)
 WHERE kept_search.search_id = %(search_id)s;

-- candidates_of --
-- Who was found by a search, best first.
SELECT rank, subject_id, is_leading, weight
  FROM kept_search_candidate
 WHERE search_id = %(search_id)s
 ORDER BY rank, is_leading DESC, subject_id;

-- searches --
-- Searches, newest first: about processing, nothing of a person. One is open while a person has yet to
-- decide, and while what was asked is still kept.
SELECT kept_search.search_id, asked_at, recipient, purpose, found, method, person IS NULL,
       (SELECT max(decision.decision_id)
          FROM identity_decision AS decision
          LEFT JOIN identity_decision_taken_back AS back USING (decision_id)
         WHERE decision.search_id = kept_search.search_id AND back.decision_id IS NULL)
  FROM kept_search
  LEFT JOIN kept_search_content USING (search_id)
 ORDER BY search_id DESC
 LIMIT %(count)s;

-- forget_old --
-- Forgets what was asked before a moment, except where it was decided which person is meant: that goes
-- with what is known of that person.
SELECT forget_searches(array_agg(search_id))
  FROM (SELECT kept_search_question.search_id
          FROM kept_search_question
          JOIN kept_search USING (search_id)
         WHERE kept_search.asked_at < %(before)s
           AND NOT EXISTS (SELECT
                             FROM identity_decision AS decision
                             LEFT JOIN identity_decision_taken_back AS back USING (decision_id)
                            WHERE decision.search_id = kept_search.search_id
                              AND decision.subject_id IS NOT NULL
                              AND back.decision_id IS NULL)) AS old;
