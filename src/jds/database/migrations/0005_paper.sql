-- What comes by paper, courier, e-mail or telephone while a source cannot send (tussenwegen): intake
-- numbers, what a clerk enters of it, which digital message turns out to state the same fact, and
-- which way leads in a case.
--
-- What a clerk enters is an ordinary message of a *paper source*, so the ledger and the fold need
-- nothing new for it. Nothing in these lines tells of a person but the names of cases in `case_lead`
-- and the words in `paper_item_content`; both go when what they are about is erased.

-- Paper sources: one for each real source that needs one, of the same kind, with running numbers of
-- its own. Its name follows from that of the real source, see jds.domain.paper_source.
ALTER TABLE source ADD COLUMN paper_of integer UNIQUE REFERENCES source
    CHECK (paper_of IS NULL OR urn LIKE '%:systeem:papier-%');

-- Intake ----------------------------------------------------------------------------------------

CREATE TABLE paper_item (
    number          bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    source_id       integer     REFERENCES source,  -- whose it is; null: of nobody who may send
    channel         text        NOT NULL CHECK (channel IN ('papier', 'koerier', 'e-mail', 'telefoon')),
    received_at     timestamptz NOT NULL,
    registered_at   timestamptz NOT NULL,
    act_id          bigint      NOT NULL UNIQUE REFERENCES act,
    returned_at     timestamptz,
    returned_by_act bigint      UNIQUE REFERENCES act,
    returned_reason text        CHECK (returned_reason IN ('niet-van-een-bron', 'niet-voor-dit-register',
                                'onleesbaar', 'al-ontvangen', 'bericht-bestaat-niet')),
    CHECK (received_at <= registered_at),
    CHECK ((returned_at IS NULL) = (returned_by_act IS NULL)),
    CHECK ((returned_at IS NULL) = (returned_reason IS NULL))
);
COMMENT ON TABLE paper_item IS 'What came outside the digital way, each with its intake number (innamenummer).';

-- What it is about, in the words of the clerk, and by which digest its scan is known again. The
-- register keeps no documents.
CREATE TABLE paper_item_content (
    number      bigint PRIMARY KEY REFERENCES paper_item,
    about       text   NOT NULL,
    file_digest bytea,           -- keyed
    file_length bigint
);

-- The messages that a clerk made of an item; one item may hold several.
CREATE TABLE paper_entry (
    position bigint      PRIMARY KEY REFERENCES ledger_line,
    number   bigint      NOT NULL REFERENCES paper_item,
    act_id   bigint      NOT NULL UNIQUE REFERENCES act,
    -- What the source itself logs after this instant may state the same again: the last that had been
    -- heard of it, when it was not current at the moment of entry. Null: it was current.
    gap_from timestamptz
);
CREATE INDEX paper_entry_number ON paper_entry (number);

CREATE FUNCTION keep_paper_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.returned_at IS NOT NULL
       OR (OLD.number, OLD.source_id, OLD.channel, OLD.received_at, OLD.registered_at, OLD.act_id)
          IS DISTINCT FROM
          (NEW.number, NEW.source_id, NEW.channel, NEW.received_at, NEW.registered_at, NEW.act_id) THEN
        RAISE EXCEPTION 'an item is registered for good and returned once: % is refused', TG_OP;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER paper_item_kept BEFORE UPDATE OR DELETE ON paper_item
    FOR EACH ROW EXECUTE FUNCTION keep_paper_item();
CREATE TRIGGER paper_item_content_never_changes BEFORE UPDATE OR TRUNCATE ON paper_item_content
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER paper_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON paper_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Pairs -----------------------------------------------------------------------------------------

-- That a message entered from paper and one of the source itself state the same fact. Both are the
-- first of their chains of corrections, and both stay; see jds.domain.ways for what follows from it.
CREATE TABLE paper_pair (
    pair_id          bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    paper_position   bigint      NOT NULL REFERENCES ledger_line,
    digital_position bigint      NOT NULL REFERENCES ledger_line,
    paired_at        timestamptz NOT NULL,
    act_id           bigint      REFERENCES act,  -- null: exact, by the register itself
    method           text        NOT NULL,
    reasons          text[]      NOT NULL,        -- codes
    ended_at         timestamptz,
    ended_by_act     bigint      REFERENCES act,
    CHECK ((ended_at IS NULL) = (ended_by_act IS NULL)),
    CHECK (ended_at >= paired_at)
);
CREATE UNIQUE INDEX paper_pair_of_paper ON paper_pair (paper_position) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX paper_pair_of_digital ON paper_pair (digital_position) WHERE ended_at IS NULL;
CREATE INDEX paper_pair_ever ON paper_pair (paper_position, digital_position);

-- That a clerk judged two messages to state different facts; they are not proposed again.
CREATE TABLE paper_apart (
    paper_position   bigint NOT NULL REFERENCES ledger_line,
    digital_position bigint NOT NULL REFERENCES ledger_line,
    act_id           bigint NOT NULL UNIQUE REFERENCES act,
    PRIMARY KEY (paper_position, digital_position)
);

CREATE FUNCTION keep_paper_pair() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.ended_at IS NOT NULL
       OR (OLD.pair_id, OLD.paper_position, OLD.digital_position, OLD.paired_at, OLD.act_id, OLD.method,
           OLD.reasons)
          IS DISTINCT FROM
          (NEW.pair_id, NEW.paper_position, NEW.digital_position, NEW.paired_at, NEW.act_id, NEW.method,
           NEW.reasons) THEN
        RAISE EXCEPTION 'a pair is made for good and ended once: % is refused', TG_OP;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER paper_pair_kept BEFORE UPDATE OR DELETE ON paper_pair
    FOR EACH ROW EXECUTE FUNCTION keep_paper_pair();
CREATE TRIGGER paper_apart_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON paper_apart
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Which way leads -------------------------------------------------------------------------------

-- What an operator stated of a case; the last statement about it holds. Without one the way follows
-- from what was entered, see jds.domain.ways.
CREATE TABLE case_lead (
    lead_id    bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    channel    text        NOT NULL CHECK (channel IN ('papier', 'digitaal')),
    stated_at  timestamptz NOT NULL,
    from_at    timestamptz NOT NULL,  -- paper: what sources logged after this waits
    case_names text[]      NOT NULL CHECK (cardinality(case_names) > 0),
    reason     text        NOT NULL,
    act_id     bigint      NOT NULL UNIQUE REFERENCES act
);
CREATE TABLE case_lead_about (
    lead_id    bigint NOT NULL REFERENCES case_lead ON DELETE CASCADE,
    subject_id bigint NOT NULL REFERENCES subject,
    PRIMARY KEY (subject_id, lead_id)
);
CREATE INDEX case_lead_about_lead ON case_lead_about (lead_id);
CREATE TRIGGER case_lead_never_changes BEFORE UPDATE OR TRUNCATE ON case_lead
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Erasure ---------------------------------------------------------------------------------------

-- Fires before `ledger_payload_forgotten`, by its name, while it is still known whom a message was about.
CREATE FUNCTION forget_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM paper_item_content
     WHERE number IN (SELECT entry.number FROM erased JOIN paper_entry AS entry USING (position))
       AND NOT EXISTS (SELECT
                         FROM paper_entry AS entry
                         JOIN ledger_payload USING (position)
                        WHERE entry.number = paper_item_content.number);
    DELETE FROM case_lead
     WHERE lead_id IN (SELECT lead_id
                         FROM erased
                         JOIN about USING (position)
                         JOIN case_lead_about USING (subject_id))
       AND NOT EXISTS (SELECT
                         FROM case_lead_about AS whom
                        WHERE whom.lead_id = case_lead.lead_id
                          AND is_anything_left(whom.subject_id, case_lead.case_names));
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_payload_forget_paper AFTER DELETE ON ledger_payload
    REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION forget_paper();
