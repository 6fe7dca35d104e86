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

CREATE TABLE interim_standing (
    change_id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    source_id integer NOT NULL REFERENCES source,
    word text NOT NULL,
    since timestamptz NOT NULL,
    reason text NOT NULL
);
