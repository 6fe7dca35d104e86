-- What an answer claims of its own currency, the holds it advises, and declarations about advice.
--
-- That something was missing, and that a decision was held, stays with the line of the answer. What is
-- derived from messages about a person (the risk, and which messages are in doubt) goes with what the
-- answer said.

-- Up to when an answer is proven beside what cannot change it, and whether something that was missing
-- could have changed it.
CREATE TABLE answer_currency (
    answer_id    bigint  PRIMARY KEY REFERENCES answer,
    proven_until timestamptz,
    is_weakened  boolean NOT NULL,
    declared     bigint                           -- the declaration that its advice rests on
);
COMMENT ON TABLE answer_currency IS 'How current an answer was (actualiteit), beside its line; append-only.';
CREATE INDEX answer_currency_weakened ON answer_currency (answer_id) WHERE is_weakened;
CREATE TRIGGER answer_currency_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON answer_currency
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The sources of which something was missing that could change an answer, and up to when they were proven.
CREATE TABLE answer_missing (
    answer_id           bigint  NOT NULL REFERENCES answer,
    source_id           integer NOT NULL REFERENCES source,
    complete_through_at timestamptz,              -- null: it never proved anything
    PRIMARY KEY (answer_id, source_id)
);
CREATE INDEX answer_missing_source ON answer_missing (source_id, complete_through_at);
CREATE TRIGGER answer_missing_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON answer_missing
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Why deciding was risky: it is derived from what the answer said, and goes with it.
CREATE TABLE answer_risk (
    answer_id bigint PRIMARY KEY REFERENCES answer,
    risk      text   NOT NULL
);

-- Holds -----------------------------------------------------------------------------------------

CREATE TABLE hold (
    answer_id  bigint      PRIMARY KEY REFERENCES answer,
    since      timestamptz NOT NULL,
    review_on  date        NOT NULL,
    ends_on    date        NOT NULL,              -- last day, by the term of the recipient's own law
    CHECK (review_on <= ends_on)
);
COMMENT ON TABLE hold IS 'Decisions that the register advised to hold (aanhouding); append-only.';
CREATE TRIGGER hold_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON hold
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Messages that must be settled before a hold ends by itself: in the ledger, or set aside.
CREATE TABLE hold_message (
    answer_id bigint NOT NULL REFERENCES hold,
    doubt     text   NOT NULL,
    position  bigint REFERENCES ledger_line,
    set_aside bigint REFERENCES set_aside,
    CHECK ((position IS NULL) <> (set_aside IS NULL))
);
CREATE INDEX hold_message_answer ON hold_message (answer_id);
CREATE INDEX hold_message_position ON hold_message (position) WHERE position IS NOT NULL;

CREATE TABLE hold_end (
    answer_id bigint      PRIMARY KEY REFERENCES hold,
    ended_at  timestamptz NOT NULL,
    how       text        NOT NULL CHECK (how IN ('vrijgegeven', 'verlopen', 'vervangen')),
    by_answer bigint      REFERENCES answer,      -- the later answer that took its place
    CHECK ((how = 'vervangen') = (by_answer IS NOT NULL))
);
COMMENT ON TABLE hold_end IS 'How and when a hold ended: released, its term over, or replaced; append-only.';
CREATE TRIGGER hold_end_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON hold_end
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Declarations ----------------------------------------------------------------------------------

-- A declaration has the number of the proposal that made it; the keys to `proposal` let nothing make or
-- end one but an act that two people did.
CREATE TABLE advice_change (
    number      bigint      PRIMARY KEY,
    purposes    text[]      NOT NULL CHECK (cardinality(purposes) > 0),
    risks       text[]      NOT NULL CHECK (cardinality(risks) > 0),
    advice      text        NOT NULL CHECK (advice IN ('beslissen-met-waarschuwing', 'aanhouden')),
    starts_on   date        NOT NULL,
    ends_before date        NOT NULL CHECK (ends_before > starts_on),
    notice_nl   text        NOT NULL,
    notice_en   text        NOT NULL,
    declared_at timestamptz NOT NULL,
    ended_at    timestamptz CHECK (ended_at >= declared_at),
    ended_by    bigint,
    done        text        NOT NULL GENERATED ALWAYS AS ('uitgevoerd'::text) STORED,
    made_by     text        NOT NULL GENERATED ALWAYS AS ('advice change'::text) STORED,
    end_by      text        NOT NULL GENERATED ALWAYS AS ('advice end'::text) STORED,
    CONSTRAINT made_by_two FOREIGN KEY (number, made_by, done) REFERENCES proposal (number, verb, state),
    CONSTRAINT ended_by_two FOREIGN KEY (ended_by, end_by, done) REFERENCES proposal (number, verb, state),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
COMMENT ON TABLE advice_change IS 'Declarations that make advices tighter or looser for a period (verklaring).';

CREATE FUNCTION keep_advice_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.ended_at IS NOT NULL
       OR (OLD.number, OLD.purposes, OLD.risks, OLD.advice, OLD.starts_on, OLD.ends_before, OLD.notice_nl,
           OLD.notice_en, OLD.declared_at)
          IS DISTINCT FROM
          (NEW.number, NEW.purposes, NEW.risks, NEW.advice, NEW.starts_on, NEW.ends_before, NEW.notice_nl,
           NEW.notice_en, NEW.declared_at) THEN
        RAISE EXCEPTION 'a declaration is ended once, and does not change: % is refused', TG_OP;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER advice_change_kept BEFORE UPDATE OR DELETE ON advice_change
    FOR EACH ROW EXECUTE FUNCTION keep_advice_change();

-- Erasure ---------------------------------------------------------------------------------------

CREATE FUNCTION forget_why_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM answer_risk USING erased WHERE answer_risk.answer_id = erased.answer_id;
    DELETE FROM hold_message USING erased WHERE hold_message.answer_id = erased.answer_id;
    RETURN NULL;
END $$;
CREATE TRIGGER answer_content_forget_why_held AFTER DELETE ON answer_content
    REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION forget_why_held();
