-- Acts that need two people, and the first of them: shielding a fact (afschermen), marking it disputed
-- (betwist), and lifting either.
--
-- What was proposed stands apart from what it says, as a ledger line stands apart from its payload: who
-- proposed and approved, when and which act is kept; the words about a person can be erased.

-- Proposals -------------------------------------------------------------------------------------

CREATE TABLE proposal (
    number          bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    verb            text        NOT NULL,          -- the act that is proposed
    digest          bytea       NOT NULL,          -- keyed: of the verb and the exact content
    proposer        text        NOT NULL REFERENCES actor,
    proposed_by_act bigint      NOT NULL UNIQUE REFERENCES act,
    proposed_at     timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    state           text        NOT NULL DEFAULT 'voorgesteld'
                    CHECK (state IN ('voorgesteld', 'uitgevoerd', 'ingetrokken', 'vervallen')),
    settled_at      timestamptz,
    approver        text        REFERENCES actor,
    settled_by_act  bigint      UNIQUE REFERENCES act,
    CONSTRAINT two_people CHECK (approver <> proposer),
    CONSTRAINT nothing_done_alone CHECK ((state = 'uitgevoerd') = (approver IS NOT NULL)),
    CONSTRAINT nothing_done_too_late CHECK (state <> 'uitgevoerd' OR settled_at < expires_at),
    CHECK (expires_at > proposed_at),
    CHECK ((state = 'voorgesteld') = (settled_at IS NULL)),
    CHECK ((state IN ('uitgevoerd', 'ingetrokken')) = (settled_by_act IS NOT NULL)),
    UNIQUE (number, verb, state)                   -- for what only an act by two people may make
);
CREATE INDEX proposal_open ON proposal (expires_at) WHERE state = 'voorgesteld';
COMMENT ON TABLE proposal IS 'Acts that one person proposed and another carries out (voorstel).';

CREATE TABLE proposal_content (
    number         bigint PRIMARY KEY REFERENCES proposal,
    content        text   NOT NULL,   -- canonical JSON: exactly what is signed and carried out
    reason         text   NOT NULL,
    settled_reason text               -- of who approved or withdrew
);

-- Whom a proposal is about: its content goes with the last message about that person's case, or about
-- the person when it names no case.
CREATE TABLE proposal_about (
    number     bigint NOT NULL REFERENCES proposal,
    subject_id bigint NOT NULL REFERENCES subject,
    case_names text[] NOT NULL,       -- as in jds.domain.identity; empty: the person as a whole
    PRIMARY KEY (subject_id, number)
);
CREATE INDEX proposal_about_number ON proposal_about (number);

CREATE FUNCTION keep_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.state <> 'voorgesteld'
       OR (OLD.number, OLD.verb, OLD.digest, OLD.proposer, OLD.proposed_by_act, OLD.proposed_at, OLD.expires_at)
          IS DISTINCT FROM
          (NEW.number, NEW.verb, NEW.digest, NEW.proposer, NEW.proposed_by_act, NEW.proposed_at, NEW.expires_at)
    THEN
        RAISE EXCEPTION 'a proposal is settled once and stays: % is refused', TG_OP;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER proposal_kept BEFORE UPDATE OR DELETE ON proposal
    FOR EACH ROW EXECUTE FUNCTION keep_proposal();

CREATE FUNCTION keep_proposal_content() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.settled_reason IS NOT NULL
       OR (OLD.number, OLD.content, OLD.reason) IS DISTINCT FROM (NEW.number, NEW.content, NEW.reason) THEN
        RAISE EXCEPTION 'what was proposed does not change';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER proposal_content_kept BEFORE UPDATE ON proposal_content
    FOR EACH ROW EXECUTE FUNCTION keep_proposal_content();

-- Shields ---------------------------------------------------------------------------------------

-- A shield has the number of the proposal that set it. The keys to `proposal` let nothing set or lift
-- one but an act that two people did.
CREATE TABLE shield (
    number     bigint      PRIMARY KEY,
    kind       text        NOT NULL CHECK (kind IN ('afgeschermd', 'betwist')),
    case_names text[]      NOT NULL CHECK (cardinality(case_names) > 0),  -- when it was set
    offences   text[]      NOT NULL CHECK (cardinality(offences) > 0),    -- every key of the one offence
    ground     text        NOT NULL,
    allowed    text[]      NOT NULL,  -- who may see it all the same: recipient/purpose, or a group of the law data
    since      timestamptz NOT NULL,
    lifted_at  timestamptz,
    lifted_by  bigint,                                                     -- the proposal that lifted it
    told_on    date,                                                       -- the person, before it was lifted
    done       text        NOT NULL GENERATED ALWAYS AS ('uitgevoerd'::text) STORED,
    set_by     text        NOT NULL GENERATED ALWAYS AS ('shield propose'::text) STORED,
    lift_by    text        NOT NULL GENERATED ALWAYS AS ('shield lift'::text) STORED,
    CONSTRAINT set_by_two FOREIGN KEY (number, set_by, done) REFERENCES proposal (number, verb, state),
    CONSTRAINT lifted_by_two FOREIGN KEY (lifted_by, lift_by, done) REFERENCES proposal (number, verb, state),
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
    CHECK (lifted_at >= since),
    CONSTRAINT told_before_lifting CHECK ((lifted_at IS NULL) = (told_on IS NULL)),
    CONSTRAINT told_some_day_before CHECK (told_on < (lifted_at AT TIME ZONE 'Europe/Amsterdam')::date)
);
COMMENT ON TABLE shield IS 'Facts that the register itself shields or marks as disputed, Wjsg art. 22(3), 26.';

-- Every subject of the person when it was set: it is found from each of them, merged or separated.
CREATE TABLE shield_about (
    number     bigint NOT NULL REFERENCES shield ON DELETE CASCADE,
    subject_id bigint NOT NULL REFERENCES subject,
    PRIMARY KEY (subject_id, number)
);
CREATE INDEX shield_about_number ON shield_about (number);

-- That the person was told that a shield will be lifted.
CREATE TABLE shield_notice (
    act_id  bigint PRIMARY KEY REFERENCES act,
    number  bigint NOT NULL REFERENCES shield ON DELETE CASCADE,
    told_on date   NOT NULL,
    told_by text   NOT NULL            -- by whom, and how
);
CREATE INDEX shield_notice_number ON shield_notice (number, told_on);

CREATE FUNCTION keep_shield() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.lifted_at IS NOT NULL
       OR (OLD.number, OLD.kind, OLD.case_names, OLD.offences, OLD.ground, OLD.allowed, OLD.since)
          IS DISTINCT FROM
          (NEW.number, NEW.kind, NEW.case_names, NEW.offences, NEW.ground, NEW.allowed, NEW.since) THEN
        RAISE EXCEPTION 'a shield is lifted once, and does not change';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER shield_kept BEFORE UPDATE ON shield FOR EACH ROW EXECUTE FUNCTION keep_shield();

-- Erasure ---------------------------------------------------------------------------------------

-- The case that a message names, as jds.domain.identity writes it; read as json and not as jsonb, which
-- refuses text that a message may hold.
CREATE FUNCTION case_names_in(content text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array_remove(ARRAY[
        'p:' || regexp_replace(regexp_replace(named.zaak ->> 'parketnummer', '^\s+|\s+$', '', 'g'),
                               '^([0-9]{2})[/. -]?([0-9]{6})[-./ ]?([0-9]{2})$', '\1/\2-\3'),
        'b:' || (named.zaak ->> 'bronZaaknummer')], NULL)
      FROM (SELECT coalesce(content::json #> '{data,vervanging,zaak}', content::json #> '{data,zaak}')) AS named (zaak)
$$;

-- Whether a message is left about this case of a subject; about the subject at all, when no case is named.
CREATE FUNCTION is_anything_left(of_subject bigint, of_case text[]) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT
                     FROM about
                     JOIN ledger_payload AS payload ON payload.position = about.position
                    WHERE about.subject_id = of_subject
                      AND (cardinality(of_case) = 0 OR case_names_in(payload.content) && of_case));
END $$;

-- Fires before `ledger_payload_forgotten`, by its name, while it is still known whom a message was about.
CREATE FUNCTION forget_decisions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gone bigint[];
BEGIN
    SELECT array_agg(touched.number) INTO gone
      FROM (SELECT DISTINCT proposal_about.number
              FROM erased
              JOIN about ON about.position = erased.position
              JOIN proposal_about ON proposal_about.subject_id = about.subject_id) AS touched
     WHERE NOT EXISTS (SELECT FROM proposal_about AS whom
                        WHERE whom.number = touched.number
                          AND is_anything_left(whom.subject_id, whom.case_names));
    IF gone IS NOT NULL THEN
        DELETE FROM shield WHERE number = ANY (gone);
        DELETE FROM proposal_content WHERE number = ANY (gone);
        DELETE FROM proposal_about WHERE number = ANY (gone);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_payload_forget_decisions AFTER DELETE ON ledger_payload
    REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION forget_decisions();
