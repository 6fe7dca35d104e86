-- The review queue: pairs that may be one person, and persons that may be two.
--
-- That there was an item, what was judged of it, by whom and when, stays. Whom it is about, what speaks
-- for it and why it was judged so is about people and stands apart, so that it can be erased.

CREATE TABLE review_item (
    number    bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    kind      text        NOT NULL CHECK (kind IN ('mogelijk-een', 'mogelijk-twee')),
    origin    text        NOT NULL CHECK (origin IN ('intake', 'zoeken', 'nachtronde')),
    opened_at timestamptz NOT NULL,
    position  bigint      NOT NULL              -- the end of the ledger then
);
COMMENT ON TABLE review_item IS 'Doubtful identities (te beoordelen): of nobody; append-only.';
CREATE TRIGGER review_item_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON review_item
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whom an item is about: each of the two persons of a pair by all its subjects, or the one that may be two.
CREATE TABLE review_about (
    number     bigint   NOT NULL REFERENCES review_item,
    subject_id bigint   NOT NULL REFERENCES subject,
    side       smallint NOT NULL CHECK (side IN (1, 2)),
    PRIMARY KEY (number, subject_id)
);
CREATE INDEX review_about_subject ON review_about (subject_id);
CREATE TRIGGER review_about_never_changes BEFORE UPDATE OR TRUNCATE ON review_about
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What speaks for it, each time that it was found to be other than before; the last one counts.
CREATE TABLE review_evidence (
    evidence_id bigint           PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    number      bigint           NOT NULL REFERENCES review_item,
    seen_at     timestamptz      NOT NULL,
    position    bigint           NOT NULL,      -- it rests on messages up to here
    grounds     text[]           NOT NULL,
    weight      double precision NOT NULL,
    strength    text             NOT NULL
                CHECK (strength IN ('geen', 'mogelijk', 'waarschijnlijk', 'vrijwel-zeker')),
    fields      text             NOT NULL,      -- JSON: how the two agree on each field, and what that weighs
    method      text             NOT NULL
);
CREATE INDEX review_evidence_number ON review_evidence (number, evidence_id);
CREATE TRIGGER review_evidence_never_changes BEFORE UPDATE OR TRUNCATE ON review_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- That the machine closed an item, or opened it again. It notes nothing else.
CREATE TABLE review_turn (
    turn_id bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    number  bigint      NOT NULL REFERENCES review_item,
    at      timestamptz NOT NULL,
    turn    text        NOT NULL CHECK (turn IN ('gesloten', 'heropend')),
    why     text        NOT NULL CHECK (why IN ('te-weinig', 'een-persoon', 'niet-een', 'niets-te-tonen',
                                                'nieuwe-aanwijzing'))
);
CREATE INDEX review_turn_number ON review_turn (number, turn_id);
CREATE TRIGGER review_turn_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON review_turn
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What people judged.
CREATE TABLE review_judgement (
    judgement_id bigint           PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    number       bigint           NOT NULL REFERENCES review_item,
    act_id       bigint           NOT NULL UNIQUE REFERENCES act,
    judged_at    timestamptz      NOT NULL,
    judgement    text             NOT NULL CHECK (judgement IN ('positief', 'negatief', 'nooit-meer', 'onzeker')),
    weight       double precision NOT NULL,     -- of the evidence then
    grounds      text[]           NOT NULL,
    proposal     bigint           UNIQUE REFERENCES proposal,
    CHECK (proposal IS NULL OR judgement = 'positief')
);
COMMENT ON TABLE review_judgement IS 'What people judged of doubtful identities (oordeel); append-only.';
CREATE INDEX review_judgement_number ON review_judgement (number, judgement_id);
CREATE TRIGGER review_judgement_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON review_judgement
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE review_taken_back (
    judgement_id  bigint      PRIMARY KEY REFERENCES review_judgement,
    act_id        bigint      NOT NULL UNIQUE REFERENCES act,
    taken_back_at timestamptz NOT NULL
);
CREATE TRIGGER review_taken_back_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON review_taken_back
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Why, in the words of who judged and of who took it back.
CREATE TABLE review_words (
    judgement_id   bigint  NOT NULL REFERENCES review_judgement,
    is_taking_back boolean NOT NULL,
    reason         text    NOT NULL,
    PRIMARY KEY (judgement_id, is_taking_back)
);
CREATE TRIGGER review_words_never_change BEFORE UPDATE OR TRUNCATE ON review_words
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Where the pass over the register stands that looks for items; how far in the ledger it is stands in `reader`.
CREATE TABLE review_pass (
    only_row       boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    method         text        NOT NULL DEFAULT '',  -- another method looks at everybody anew
    through        bigint,                           -- a pass is under way, and goes up to this position
    done_subject   bigint,                           -- and has done the subjects up to this one
    CHECK ((through IS NULL) = (done_subject IS NULL))
);
INSERT INTO review_pass DEFAULT VALUES;

-- Subjects to look at though no message says anything new of them. A row for each time and not for each
-- subject, so that nobody waits for the pass here.
CREATE TABLE review_again (
    again_id   bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    subject_id bigint NOT NULL
);

CREATE FUNCTION review_linked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO review_again (subject_id) VALUES (NEW.subject_id), (NEW.other_id);
    RETURN NULL;
END $$;
CREATE TRIGGER clerk_link_reviewed AFTER INSERT OR UPDATE ON clerk_link
    FOR EACH ROW EXECUTE FUNCTION review_linked();

-- Erasure: what speaks for an item goes when a message that it may rest on is erased, and is found again
-- from what is left. The rest goes when nothing is left about one of the sides. By its name it fires
-- before `ledger_payload_forgotten`, while it is still known whom a message was about.
CREATE FUNCTION forget_reviews() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[];
    gone    bigint[];
BEGIN
    SELECT array_agg(DISTINCT whom.number) INTO touched
      FROM erased
      JOIN about ON about.position = erased.position
      JOIN review_about AS whom ON whom.subject_id = about.subject_id;
    IF touched IS NULL THEN
        RETURN NULL;
    END IF;
    DELETE FROM review_evidence
     WHERE number = ANY (touched) AND position >= (SELECT min(erased.position) FROM erased);
    DELETE FROM review_about
     WHERE number = ANY (touched) AND NOT is_anything_left(subject_id, '{}');
    SELECT array_agg(item.number) INTO gone
      FROM review_item AS item
     WHERE item.number = ANY (touched)
       AND (SELECT count(DISTINCT whom.side) FROM review_about AS whom WHERE whom.number = item.number)
           < CASE item.kind WHEN 'mogelijk-een' THEN 2 ELSE 1 END;
    DELETE FROM review_about WHERE number = ANY (gone);
    INSERT INTO review_again (subject_id)
    SELECT DISTINCT subject_id FROM review_about WHERE number = ANY (touched);
    DELETE FROM review_evidence WHERE number = ANY (gone);
    DELETE FROM review_words USING review_judgement
     WHERE review_judgement.judgement_id = review_words.judgement_id
       AND review_judgement.number = ANY (gone);
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_payload_forget_reviews AFTER DELETE ON ledger_payload
    REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION forget_reviews();
