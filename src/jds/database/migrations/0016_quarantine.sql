-- A source that was cut off comes back: its keys, what of it is distrusted, what waits in quarantine
-- (quarantaine), what a comparison found, and the catch-up (inhalen) of what was released.
--
-- What waits in quarantine is set aside like other messages; these tables only sort it. They hold names
-- of persons and cases, so a row goes as soon as its message is released, returned or erased.

-- Whom a message is about that was set aside although it could be read, as the database keeps subjects
-- and numbers. So an answer can say that something about this person is set aside.
CREATE TABLE set_aside_about (
    number bigint NOT NULL REFERENCES set_aside,
    key    text   NOT NULL,
    PRIMARY KEY (key, number)
);
CREATE INDEX set_aside_about_number ON set_aside_about (number);

-- It goes with the content, or as soon as the ledger says it.
CREATE FUNCTION forget_set_aside_about() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM set_aside_about USING emptied
     WHERE set_aside_about.number = emptied.number AND emptied.content IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER set_aside_emptied AFTER UPDATE ON set_aside
    REFERENCING NEW TABLE AS emptied FOR EACH STATEMENT EXECUTE FUNCTION forget_set_aside_about();

-- Quarantine ------------------------------------------------------------------------------------

-- Sign-offs (vrijgave): a release officer let exactly these messages in.
CREATE TABLE quarantine_release (
    release_id  bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    act_id      bigint      NOT NULL UNIQUE REFERENCES act,
    source_id   integer     NOT NULL REFERENCES source,
    slice       text        NOT NULL,
    digest      bytea       NOT NULL,       -- of the sorted content digests
    messages    bigint      NOT NULL,
    findings    bigint      NOT NULL,       -- of the comparison, that the officer accepted
    released_at timestamptz NOT NULL
);
COMMENT ON TABLE quarantine_release IS 'Parts of the quarantine that a release officer let in (vrijgave).';
CREATE TRIGGER quarantine_release_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON quarantine_release
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- One person's case, while a message about it waits; `harm` is a rank in the law data on the order of
-- catch-up, null while no offence of the case is known.
CREATE TABLE quarantine_case (
    case_id bigint   PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    harm    smallint
);
CREATE TABLE quarantine_case_name (
    name    text   PRIMARY KEY,             -- subject and canonical number of the case
    case_id bigint NOT NULL REFERENCES quarantine_case ON DELETE CASCADE
);
CREATE INDEX quarantine_case_name_case ON quarantine_case_name (case_id);

CREATE TABLE quarantine_item (
    number         bigint      PRIMARY KEY REFERENCES set_aside,
    source_id      integer     NOT NULL REFERENCES source,
    case_id        bigint      NOT NULL,    -- 0: about no case
    harm           smallint    NOT NULL,
    kind           text        NOT NULL,
    logged_on      date        NOT NULL,    -- Amsterdam day of `time`
    counts_on      date        NOT NULL,
    time           timestamptz NOT NULL,
    sequence       integer     NOT NULL,
    content_digest bytea       NOT NULL,
    concerns       text,                    -- source and id of the message that it corrects or retracts
    is_compared    boolean     NOT NULL DEFAULT false,
    release_id     bigint      REFERENCES quarantine_release
);
CREATE INDEX quarantine_item_slice ON quarantine_item (source_id, harm, logged_on);
CREATE INDEX quarantine_item_case ON quarantine_item (case_id) WHERE case_id <> 0;
CREATE INDEX quarantine_item_concerns ON quarantine_item (concerns) WHERE concerns IS NOT NULL;
CREATE INDEX quarantine_item_released ON quarantine_item (harm, case_id, counts_on, time, sequence, number)
    WHERE release_id IS NOT NULL;

-- What a comparison found (bevinding): nothing of a person, so that it stays as evidence of what a release
-- officer had before them. A finding about messages that are still unreleased is made anew each time.
CREATE TABLE quarantine_finding (
    finding_id bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    source_id  integer     NOT NULL REFERENCES source,
    kind       text        NOT NULL,
    severity   text        NOT NULL CHECK (severity IN ('ernstig', 'opvallend')),
    sentence   text        NOT NULL,
    found_at   timestamptz NOT NULL
);
CREATE INDEX quarantine_finding_source ON quarantine_finding (source_id, kind);
CREATE TABLE quarantine_finding_about (
    number     bigint NOT NULL REFERENCES set_aside,
    finding_id bigint NOT NULL REFERENCES quarantine_finding ON DELETE CASCADE,
    PRIMARY KEY (number, finding_id)
);
CREATE INDEX quarantine_finding_about_finding ON quarantine_finding_about (finding_id);

-- Steps of catch-up, for its rate and the forecast of its end.
CREATE TABLE catch_up_step (
    step_id   bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    began_at  timestamptz NOT NULL,
    ended_at  timestamptz NOT NULL,
    messages  bigint      NOT NULL,
    CHECK (ended_at >= began_at)
);

-- How far the quarantine is sorted, and under which edition of the law.
CREATE TABLE quarantine_sorting (
    only_row       boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    through_number bigint  NOT NULL,
    edition        text    NOT NULL
);
INSERT INTO quarantine_sorting (through_number, edition) VALUES (0, '');

-- Keys of sources -------------------------------------------------------------------------------

-- With which a source signs its files. Two people register one; it is revoked once, as of an instant that
-- may lie before the revocation: when the source was cut off.
CREATE TABLE source_key (
    key_id        bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    source_id     integer     NOT NULL REFERENCES source,
    public_key    bytea       NOT NULL UNIQUE CHECK (octet_length(public_key) = 32),
    registered_at timestamptz NOT NULL,
    registered_by bigint      NOT NULL UNIQUE,
    registered_as text        NOT NULL CHECK (registered_as IN ('source key', 'source reconnect')),
    revoked_from  timestamptz,
    revoked_at    timestamptz,
    done          text        NOT NULL GENERATED ALWAYS AS ('uitgevoerd'::text) STORED,
    CONSTRAINT registered_by_two FOREIGN KEY (registered_by, registered_as, done)
        REFERENCES proposal (number, verb, state),
    CHECK ((revoked_from IS NULL) = (revoked_at IS NULL))
);
CREATE INDEX source_key_source ON source_key (source_id);
COMMENT ON TABLE source_key IS 'Public keys (Ed25519) with which sources sign their files (sleutel van een bron).';

CREATE FUNCTION keep_source_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.revoked_at IS NOT NULL
       OR (OLD.key_id, OLD.source_id, OLD.public_key, OLD.registered_at, OLD.registered_by, OLD.registered_as)
          IS DISTINCT FROM
          (NEW.key_id, NEW.source_id, NEW.public_key, NEW.registered_at, NEW.registered_by, NEW.registered_as) THEN
        RAISE EXCEPTION 'a key of a source is revoked once and stays: % is refused', TG_OP;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER source_key_kept BEFORE UPDATE OR DELETE ON source_key
    FOR EACH ROW EXECUTE FUNCTION keep_source_key();

-- Files without a valid signature that two people let in, by exactly what they hold.
CREATE TABLE file_permit (
    number       bigint      PRIMARY KEY,
    file_digest  bytea       NOT NULL,
    permitted_at timestamptz NOT NULL,
    done         text        NOT NULL GENERATED ALWAYS AS ('uitgevoerd'::text) STORED,
    verb         text        NOT NULL GENERATED ALWAYS AS ('intake propose'::text) STORED,
    CONSTRAINT permitted_by_two FOREIGN KEY (number, verb, done) REFERENCES proposal (number, verb, state)
);
CREATE INDEX file_permit_digest ON file_permit (file_digest);
CREATE TRIGGER file_permit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON file_permit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Distrust --------------------------------------------------------------------------------------

-- What a source sent in a period before it was cut off is doubtful (gewantrouwd) until it was compared.
CREATE TABLE source_distrust (
    distrust_id      bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    source_id        integer     NOT NULL REFERENCES source,
    from_at          timestamptz NOT NULL,  -- received from then on
    after_position   bigint      NOT NULL,
    through_position bigint      NOT NULL,
    since            timestamptz NOT NULL,
    act_id           bigint      REFERENCES act,
    CHECK (through_position >= after_position)
);
CREATE INDEX source_distrust_source ON source_distrust (source_id, after_position);
CREATE TRIGGER source_distrust_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON source_distrust
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
COMMENT ON TABLE source_distrust IS 'Periods of which the messages of a source are doubtful (wantrouwen).';

-- How a doubtful message was settled: `herleverd`, the source sent the same again after its return;
-- `vertrouwd` and `onjuist` by an officer. One found wrong stays marked until its source puts it right.
CREATE TABLE distrust_settled (
    position    bigint      NOT NULL REFERENCES ledger_line,
    distrust_id bigint      NOT NULL REFERENCES source_distrust,
    settled_at  timestamptz NOT NULL,
    settled_as  text        NOT NULL CHECK (settled_as IN ('herleverd', 'vertrouwd', 'onjuist')),
    act_id      bigint      REFERENCES act,
    PRIMARY KEY (position, distrust_id),
    CHECK ((settled_as = 'herleverd') = (act_id IS NULL))
);
CREATE TRIGGER distrust_settled_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON distrust_settled
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
