-- Who is meant: searches made to answer a recipient, and the decisions of people on them.
--
-- That somebody asked, what kind of thing was found, that somebody decided, and on which candidates,
-- stays. What was asked in words, and why it was decided so, is about a person and stands apart, so
-- that it can be erased.

-- Searches ---------------------------------------------------------------------------------------

CREATE TABLE kept_search (
    search_id  bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    act_id     bigint      NOT NULL UNIQUE REFERENCES act,
    asked_at   timestamptz NOT NULL,
    recipient  text        NOT NULL,
    purpose    text        NOT NULL,
    position   bigint      NOT NULL,             -- known at
    known_at   timestamptz NOT NULL,
    edition    text        NOT NULL,
    found      text        NOT NULL CHECK (found IN ('zeker', 'strijdig', 'kandidaten', 'niet')),
    method     text        NOT NULL              -- version of the method that found the candidates
);
COMMENT ON TABLE kept_search IS 'Searches by description for an answer (zoekvraag): of nobody; append-only.';
CREATE TRIGGER kept_search_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON kept_search
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Everybody who was found: each person by all subjects, and how well the description fitted.
CREATE TABLE kept_search_candidate (
    search_id  bigint           NOT NULL REFERENCES kept_search,
    rank       integer          NOT NULL CHECK (rank >= 1),
    subject_id bigint           NOT NULL REFERENCES subject,
    is_leading boolean          NOT NULL,        -- the subject by which the person is named
    weight     double precision NOT NULL,
    PRIMARY KEY (search_id, subject_id)
);
CREATE INDEX kept_search_candidate_subject ON kept_search_candidate (subject_id);
CREATE TRIGGER kept_search_candidate_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON kept_search_candidate
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The description that was asked.
CREATE TABLE kept_search_content (
    search_id bigint PRIMARY KEY REFERENCES kept_search,
    person    text   NOT NULL                    -- JSON, as the person block of a message
);
CREATE TRIGGER kept_search_content_never_changes BEFORE UPDATE OR TRUNCATE ON kept_search_content
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A keyed digest of recipient, purpose and description: a decision holds when the same is asked again.
CREATE TABLE kept_search_question (
    search_id bigint PRIMARY KEY REFERENCES kept_search,
    question  bytea  NOT NULL
);
CREATE INDEX kept_search_question_asked ON kept_search_question (question);
CREATE TRIGGER kept_search_question_never_changes BEFORE UPDATE OR TRUNCATE ON kept_search_question
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Decisions --------------------------------------------------------------------------------------

CREATE TABLE identity_decision (
    decision_id bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    search_id   bigint      NOT NULL REFERENCES kept_search,
    act_id      bigint      NOT NULL UNIQUE REFERENCES act,
    decided_at  timestamptz NOT NULL,
    method      text        NOT NULL,
    subject_id  bigint      REFERENCES subject   -- null: none of the candidates is meant
);
COMMENT ON TABLE identity_decision IS 'Who is meant by a description, as a person decided (besluit); append-only.';
CREATE INDEX identity_decision_search ON identity_decision (search_id);
CREATE INDEX identity_decision_subject ON identity_decision (subject_id) WHERE subject_id IS NOT NULL;
CREATE TRIGGER identity_decision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON identity_decision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Everybody who was considered: one who is found later and is not among these was not.
CREATE TABLE identity_decision_considered (
    decision_id bigint           NOT NULL REFERENCES identity_decision,
    subject_id  bigint           NOT NULL REFERENCES subject,
    weight      double precision NOT NULL,       -- how well the description fitted then
    PRIMARY KEY (decision_id, subject_id)
);
CREATE TRIGGER identity_decision_considered_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON identity_decision_considered
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE identity_decision_taken_back (
    decision_id   bigint      PRIMARY KEY REFERENCES identity_decision,
    act_id        bigint      NOT NULL UNIQUE REFERENCES act,
    taken_back_at timestamptz NOT NULL
);
CREATE TRIGGER identity_decision_taken_back_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON identity_decision_taken_back
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Why, in the words of who decided and of who took it back.
CREATE TABLE identity_decision_words (
    decision_id    bigint  NOT NULL REFERENCES identity_decision,
    is_taking_back boolean NOT NULL,
    reason         text    NOT NULL,
    PRIMARY KEY (decision_id, is_taking_back)
);
CREATE TRIGGER identity_decision_words_never_change BEFORE UPDATE OR TRUNCATE ON identity_decision_words
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Answers ----------------------------------------------------------------------------------------

-- By what it was found who is meant (version of identity, in the basis of an answer): of nobody.
CREATE TABLE answer_identity (
    answer_id   bigint PRIMARY KEY REFERENCES answer,
    found_by    text   NOT NULL CHECK (found_by IN ('skn', 'bsn', 'v', 'nummer', 'beschrijving', 'besluit')),
    method      text   NOT NULL,
    search_id   bigint REFERENCES kept_search,
    decision_id bigint REFERENCES identity_decision,
    CHECK (decision_id IS NULL OR search_id IS NOT NULL),
    CHECK ((found_by = 'besluit') = (decision_id IS NOT NULL))
);
CREATE INDEX answer_identity_search ON answer_identity (search_id) WHERE search_id IS NOT NULL;
CREATE INDEX answer_identity_decision ON answer_identity (decision_id) WHERE decision_id IS NOT NULL;
CREATE TRIGGER answer_identity_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON answer_identity
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Until now every answer was by a number, and of which kind was not kept.
INSERT INTO answer_identity (answer_id, found_by, method)
SELECT answer_id, 'nummer', 'nummer-1' FROM answer;

-- Whom an answer may have been about when it could not say: it is found again when more becomes known.
CREATE TABLE answer_candidate (
    answer_id  bigint NOT NULL REFERENCES answer,
    subject_id bigint NOT NULL REFERENCES subject,
    PRIMARY KEY (answer_id, subject_id)
);
CREATE INDEX answer_candidate_subject ON answer_candidate (subject_id);
CREATE TRIGGER answer_candidate_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON answer_candidate
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Erasure ----------------------------------------------------------------------------------------

-- What was asked and why it was decided is about a person: it goes with the last message about that
-- person, and what was asked in words goes as soon as an answer to it does. Both triggers fire before
-- `ledger_payload_forgotten`, by their names, while it is still known whom a message was about.
CREATE FUNCTION forget_who_was_meant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gone bigint[];
BEGIN
    SELECT array_agg(touched.search_id) INTO gone
      FROM (SELECT DISTINCT search_id
              FROM erased
              JOIN about USING (position)
              JOIN kept_search_candidate USING (subject_id)
            UNION
            SELECT search_id
              FROM erased
              JOIN about USING (position)
              JOIN identity_decision USING (subject_id)) AS touched
     WHERE NOT EXISTS (SELECT FROM kept_search_candidate AS whom
                        WHERE whom.search_id = touched.search_id
                          AND is_anything_left(whom.subject_id, '{}'))
       AND NOT EXISTS (SELECT FROM identity_decision AS decided
                        WHERE decided.search_id = touched.search_id
                          AND decided.subject_id IS NOT NULL
                          AND is_anything_left(decided.subject_id, '{}'));
    PERFORM forget_searches(gone);
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_payload_forget_who_was_meant AFTER DELETE ON ledger_payload
    REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION forget_who_was_meant();

-- Everything of some searches that is about a person.
CREATE FUNCTION forget_searches(gone bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM kept_search_content WHERE search_id = ANY (gone);
    DELETE FROM kept_search_question WHERE search_id = ANY (gone);
    DELETE FROM identity_decision_words USING identity_decision
     WHERE identity_decision.decision_id = identity_decision_words.decision_id
       AND identity_decision.search_id = ANY (gone);
END $$;

CREATE FUNCTION forget_what_was_asked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM kept_search_content USING answer_identity, erased
     WHERE answer_identity.answer_id = erased.answer_id
       AND kept_search_content.search_id = answer_identity.search_id;
    RETURN NULL;
END $$;
CREATE TRIGGER answer_content_forget_what_was_asked AFTER DELETE ON answer_content
    REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION forget_what_was_asked();
