-- Answers: what was told to whom, on which ground, and what it rested on.
--
-- What the answer said stands apart from the line that says it was given, as in the ledger: the one can
-- go when what it rests on is destroyed, the other stays.

-- A recipient that asks acts for one of the recipients of the law data.
ALTER TABLE actor ADD COLUMN recipient text
    CHECK (recipient IS NULL OR role = 'recipient');

CREATE TABLE answer (
    answer_id    bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    act_id       bigint      NOT NULL UNIQUE REFERENCES act,
    given_at     timestamptz NOT NULL,
    recipient    text        NOT NULL,
    purpose      text        NOT NULL,
    subject_id   bigint      REFERENCES subject,   -- null: nobody here was meant, or nobody chosen
    judged_on    date        NOT NULL,             -- on
    position     bigint      NOT NULL,             -- known at
    known_at     timestamptz NOT NULL,
    edition      text        NOT NULL,
    found        text        NOT NULL CHECK (found IN ('zeker', 'strijdig', 'kandidaten', 'niet')),
    verdict      text        NOT NULL CHECK (verdict IN ('inhoud', 'niets-bekend-tot', 'geen-uitspraak')),
    known_until  timestamptz,
    advice       text        NOT NULL
                 CHECK (advice IN ('beslissen', 'beslissen-met-waarschuwing', 'aanhouden')),
    request      jsonb       NOT NULL,             -- what was asked besides, without any number or name
    CHECK (verdict <> 'inhoud' OR subject_id IS NOT NULL),
    CHECK (found <> 'zeker' OR subject_id IS NOT NULL)
);
COMMENT ON TABLE answer IS 'Every answer given (verstrekking, Wjsg art. 19); append-only.';
CREATE INDEX answer_subject ON answer (subject_id, position);
CREATE TRIGGER answer_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON answer
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Every subject that the person was made of, as known then.
CREATE TABLE answer_about (
    answer_id  bigint NOT NULL REFERENCES answer,
    subject_id bigint NOT NULL REFERENCES subject,
    PRIMARY KEY (answer_id, subject_id)
);
CREATE INDEX answer_about_subject ON answer_about (subject_id);

-- The answer as it was given. It goes when a message it may rest on is erased: what still stands can
-- be told again from the ledger, and what does not must not be here.
CREATE TABLE answer_content (
    answer_id bigint PRIMARY KEY REFERENCES answer,
    content   text   NOT NULL
);
CREATE TRIGGER answer_content_never_changes BEFORE UPDATE OR TRUNCATE ON answer_content
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Why what an answer said is no longer kept.
CREATE TABLE answer_erasure (
    answer_id bigint NOT NULL REFERENCES answer,
    erased_on date   NOT NULL,
    rule      text   NOT NULL,
    PRIMARY KEY (answer_id, erased_on, rule)
);
CREATE TRIGGER answer_erasure_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON answer_erasure
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION forget_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO answer_erasure (answer_id, erased_on, rule)
    SELECT DISTINCT answer.answer_id, ledger_erasure.erased_on, ledger_erasure.rule
      FROM erased
      JOIN ledger_erasure USING (position)
      JOIN about USING (position)
      JOIN answer_about USING (subject_id)
      JOIN answer USING (answer_id)
     WHERE answer.position >= erased.position
        ON CONFLICT DO NOTHING;
    DELETE FROM answer_content USING answer_erasure
     WHERE answer_content.answer_id = answer_erasure.answer_id;
    RETURN NULL;
END $$;
-- By its name it fires before `ledger_payload_forgotten`, which removes the rows of `about`.
CREATE TRIGGER ledger_payload_answers_forgotten AFTER DELETE ON ledger_payload
    REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION forget_answers();
