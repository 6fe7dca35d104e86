-- Who is meant: searches made to answer a recipient, and the decisions of people on them.
--
-- That somebody decided, when, and on which candidates, stays. What was asked in words, and why it was
-- decided so, is about a person and stands apart, so that it can be erased.

-- The question of a search that was made to answer a recipient: a keyed digest of recipient, purpose
-- and description. It lets a decision hold when the same is asked again, and goes with the person.
CREATE TABLE search_asked (
    search_id  bigint      PRIMARY KEY,
    asked_at   timestamptz NOT NULL,
    recipient  text        NOT NULL,
    purpose    text        NOT NULL,
    question   bytea       NOT NULL
);
CREATE INDEX search_asked_question ON search_asked (question);
CREATE INDEX search_asked_at ON search_asked (asked_at);
CREATE TRIGGER search_asked_never_changes BEFORE UPDATE OR TRUNCATE ON search_asked
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE identity_decision (
    decision_id bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    search_id   bigint      NOT NULL,
    act_id      bigint      NOT NULL UNIQUE REFERENCES act,
    decided_at  timestamptz NOT NULL,
    position    bigint      NOT NULL,           -- known at, of the search that was looked at
    method      text        NOT NULL,           -- version of the method that found the candidates
    subject_id  bigint      REFERENCES subject  -- null: none of the candidates is meant
);
COMMENT ON TABLE identity_decision IS 'Who is meant by a description, as a person decided (besluit); append-only.';
CREATE INDEX identity_decision_search ON identity_decision (search_id);
CREATE INDEX identity_decision_subject ON identity_decision (subject_id) WHERE subject_id IS NOT NULL;
CREATE TRIGGER identity_decision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON identity_decision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Everybody who was considered: one who is found later and is not among these was not.
CREATE TABLE identity_decision_considered (
    decision_id bigint NOT NULL REFERENCES identity_decision,
    subject_id  bigint NOT NULL REFERENCES subject,
    weight      double precision NOT NULL,      -- how well the description fitted then
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

-- How the person of an answer was found (version of identity, in its basis): nothing of a person.
CREATE TABLE answer_identity (
    answer_id   bigint PRIMARY KEY REFERENCES answer,
    found_by    text   NOT NULL CHECK (found_by IN ('skn', 'bsn', 'v', 'beschrijving', 'besluit')),
    method      text   NOT NULL,
    search_id   bigint,
    decision_id bigint REFERENCES identity_decision,
    CHECK (decision_id IS NULL OR search_id IS NOT NULL),
    CHECK ((found_by = 'besluit') = (decision_id IS NOT NULL))
);
CREATE INDEX answer_identity_search ON answer_identity (search_id) WHERE search_id IS NOT NULL;
CREATE INDEX answer_identity_decision ON answer_identity (decision_id) WHERE decision_id IS NOT NULL;
CREATE TRIGGER answer_identity_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON answer_identity
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whom an answer may have been about when it could not say: found again when more becomes known.
CREATE TABLE answer_candidate (
    answer_id  bigint NOT NULL REFERENCES answer,
    subject_id bigint NOT NULL REFERENCES subject,
    PRIMARY KEY (answer_id, subject_id)
);
CREATE INDEX answer_candidate_subject ON answer_candidate (subject_id);
CREATE TRIGGER answer_candidate_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON answer_candidate
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
