-- The register: sources, the ledger, intake, persons, records, accounting.
--
-- Portable over PostgreSQL 15 to 18. The ledger line stands apart from its payload, so that a payload
-- can be erased while counts and chain still verify. Nothing in a line identifies a person.
--
-- Rows that are written for every message carry no foreign keys: checking them cost as much as
-- writing the rows (10 of 21 microseconds a message). One transaction under one lock writes them
-- together, and `jds ledger verify` checks what the keys would have.

-- Sources ---------------------------------------------------------------------------------------

CREATE TABLE source (
    source_id      integer     PRIMARY KEY,
    urn            text        NOT NULL UNIQUE CHECK (urn ~ '^urn:nld:oin:[0-9]{20}:systeem:.+$'),
    kind           text        NOT NULL CHECK (kind IN ('om', 'court', 'cjib', 'police',
                               'penal-order-body', 'person-authority', 'minister', 'foreign-court')),
    silent_after   interval    NOT NULL CHECK (silent_after > interval '0'),
    first_sequence integer     NOT NULL CHECK (first_sequence >= 1),
    added_at       timestamptz NOT NULL,
    -- Known as a source from this position on, so that an answer asked again names the same sources.
    known_from_position bigint NOT NULL,
    highest        bigint      NOT NULL  -- highest sequence received, unwrapped; first_sequence - 1 at the start
);
COMMENT ON TABLE source IS 'Who may send (bron), Bjsg art. 10.';

-- What a source had delivered after each batch: the state "as known at" a position. What a batch
-- without an accepted message showed is known from the next position on, in all tables of sources:
-- what was known at a position that somebody may have read does not change any more.
CREATE TABLE source_mark (
    source_id     integer     NOT NULL REFERENCES source,
    position      bigint      NOT NULL,  -- known from here on: last position of the batch, else the next one
    received_at   timestamptz NOT NULL,
    last_time     timestamptz,           -- latest `time` of an accepted message so far
    highest       bigint      NOT NULL,  -- unwrapped
    PRIMARY KEY (source_id, position)
);

-- Missing sequence numbers (unwrapped), with the positions between which they were missing.
CREATE TABLE source_gap (
    gap_id         bigint  PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    source_id      integer NOT NULL REFERENCES source,
    first_missing  bigint  NOT NULL,
    last_missing   bigint  NOT NULL CHECK (last_missing >= first_missing),
    seen_at_position   bigint NOT NULL,
    closed_at_position bigint CHECK (closed_at_position > seen_at_position)
);
CREATE INDEX source_gap_open ON source_gap (source_id, first_missing) WHERE closed_at_position IS NULL;
CREATE INDEX source_gap_closed ON source_gap (source_id, closed_at_position)
    WHERE closed_at_position IS NOT NULL;

-- One sequence number under two ids: an alarm; both messages are kept, and both are named here.
CREATE TABLE sequence_clash (
    source_id  integer     NOT NULL REFERENCES source,
    sequence   bigint      NOT NULL,  -- unwrapped
    message_id text        NOT NULL,
    seen_at    timestamptz NOT NULL,
    PRIMARY KEY (source_id, sequence, message_id)
);

-- "Up to here you have everything of mine" (bron-stand).
CREATE TABLE source_statement (
    source_id           integer     NOT NULL REFERENCES source,
    position            bigint      NOT NULL,
    complete_through_at timestamptz NOT NULL,
    last_sequence       bigint      NOT NULL,  -- unwrapped
    PRIMARY KEY (source_id, position)
);

-- The ledger ------------------------------------------------------------------------------------

-- One row; its lock, held to commit, gives the one writer order, so that a reader by position
-- never skips.
CREATE TABLE ledger_head (
    only_row      boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    position      bigint      NOT NULL,
    chain         bytea       NOT NULL,
    recorded_at   timestamptz NOT NULL,
    next_subject  bigint      NOT NULL
);

CREATE TABLE ledger_line (
    position       bigint      PRIMARY KEY,
    source_id      integer     NOT NULL,
    message_id     text        NOT NULL,
    kind           text        NOT NULL,
    time           timestamptz NOT NULL,
    sequence       integer     NOT NULL,
    recorded_at    timestamptz NOT NULL,
    content_digest bytea       NOT NULL,  -- keyed: recognises a redelivery, tells nothing to who lacks the key
    commitment     bytea       NOT NULL,  -- sha256(salt || payload), see jds.ledger.chain
    displaces      bigint,                -- position of the message this one replaced as the accepted one
    chain          bytea       NOT NULL   -- sha256(chain of the line before || this line)
);
CREATE INDEX ledger_line_message ON ledger_line (message_id, source_id);
-- Small, and enough to find who else used a running number, which is asked only at an alarm.
CREATE INDEX ledger_line_sequence ON ledger_line USING brin (sequence int4_minmax_multi_ops);
CREATE UNIQUE INDEX ledger_line_displaces ON ledger_line (displaces) WHERE displaces IS NOT NULL;
COMMENT ON TABLE ledger_line IS 'Every accepted message in order of knowledge (grootboek); append-only.';

CREATE TABLE ledger_payload (
    position      bigint PRIMARY KEY,
    salt          bytea  NOT NULL,
    content       text   NOT NULL,           -- the message as delivered, never changed
    unknown_dates text[]                     -- paths of impossible dates, released as unknown
);

CREATE TABLE ledger_erasure (
    position   bigint      PRIMARY KEY REFERENCES ledger_line,
    erased_on  date        NOT NULL,
    erased_at  timestamptz NOT NULL,
    rule       text        NOT NULL
);

-- A correction or retraction and the message it names; followed to load a whole chain.
CREATE TABLE ledger_reference (
    position   bigint PRIMARY KEY REFERENCES ledger_line,
    source     text   NOT NULL,
    message_id text   NOT NULL
);
CREATE INDEX ledger_reference_named ON ledger_reference (message_id, source);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER ledger_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_line
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_payload_never_changes BEFORE UPDATE OR TRUNCATE ON ledger_payload
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_erasure_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_erasure
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Gone means gone: a payload goes only with a line that says under which rule, and takes with it
-- every row that was derived from it. Every table that holds something of a message belongs here.
CREATE FUNCTION forget_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM erased LEFT JOIN ledger_erasure USING (position)
                WHERE ledger_erasure.position IS NULL) THEN
        RAISE EXCEPTION 'a payload goes only with a line in ledger_erasure';
    END IF;
    DELETE FROM number_claim USING erased, about
     WHERE about.position = erased.position
       AND number_claim.subject_id = about.subject_id AND number_claim.position = erased.position;
    DELETE FROM related USING erased, about
     WHERE about.position = erased.position
       AND related.subject_id = about.subject_id AND related.position = erased.position;
    DELETE FROM about USING erased WHERE about.position = erased.position;
    DELETE FROM effect USING erased WHERE effect.position = erased.position;
    DELETE FROM ledger_reference USING erased WHERE ledger_reference.position = erased.position;
    UPDATE set_aside SET content = NULL
      FROM erased
     WHERE erased.position IN (set_aside.released_at_position, set_aside.displaced_position);
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_payload_forgotten AFTER DELETE ON ledger_payload
    REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION forget_erased();

-- Persons ---------------------------------------------------------------------------------------

CREATE TABLE subject (
    subject_id bigint PRIMARY KEY,
    key        text   NOT NULL UNIQUE  -- internal name, see jds.domain.identity
);

-- Which subjects a message is about; also both sides of a merge or separation.
CREATE TABLE about (
    subject_id bigint NOT NULL,
    position   bigint NOT NULL,
    PRIMARY KEY (subject_id, position)
);
CREATE INDEX about_position ON about (position);

-- Numbers that messages gave for a subject: to find people by, never to join them.
CREATE TABLE number_claim (
    kind       text   NOT NULL CHECK (kind IN ('bsn', 'v')),
    value      text   NOT NULL,
    subject_id bigint NOT NULL,
    position   bigint NOT NULL,  -- first message that gave it
    PRIMARY KEY (kind, value, subject_id)
);
CREATE INDEX number_claim_subject ON number_claim (subject_id);

-- Subjects named together in one message, whatever it said of them: related, not joined. Each is
-- paired with the first one named, in both directions; following the pairs finds them all.
CREATE TABLE related (
    subject_id bigint NOT NULL,
    other_id   bigint NOT NULL,
    position   bigint NOT NULL,
    PRIMARY KEY (subject_id, other_id, position),
    CHECK (subject_id <> other_id)
);

-- Intake ----------------------------------------------------------------------------------------

CREATE TABLE delivery (
    delivery_id  bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    file_digest  bytea       NOT NULL,
    started_at   timestamptz NOT NULL,
    finished_at  timestamptz,
    lines_done   bigint      NOT NULL DEFAULT 0,
    received     bigint      NOT NULL DEFAULT 0,
    accepted     bigint      NOT NULL DEFAULT 0,
    duplicates   bigint      NOT NULL DEFAULT 0,
    set_aside    bigint      NOT NULL DEFAULT 0,
    refused      bigint      NOT NULL DEFAULT 0,
    warnings     bigint      NOT NULL DEFAULT 0,
    first_position bigint,
    last_position  bigint,
    CHECK (received = accepted + duplicates + set_aside + refused)
);
CREATE UNIQUE INDEX delivery_unfinished ON delivery (file_digest) WHERE finished_at IS NULL;

-- I1, per source and Amsterdam day of receipt. '' stands for input whose source cannot be read and
-- 'onbekend' for sources that are not registered.
CREATE TABLE fate_count (
    source     text   NOT NULL,
    day        date   NOT NULL,
    received   bigint NOT NULL DEFAULT 0,
    accepted   bigint NOT NULL DEFAULT 0,
    duplicates bigint NOT NULL DEFAULT 0,
    set_aside  bigint NOT NULL DEFAULT 0,
    refused    bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (source, day),
    CONSTRAINT nothing_lost CHECK (received = accepted + duplicates + set_aside + refused)
);

CREATE TABLE set_aside (
    number         bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    source         text,
    message_id     text,
    reason         text        NOT NULL,
    explanation    text        NOT NULL,
    sequence       integer,
    content        bytea,                     -- whole, or the first 64 kB of input above the limit; null: erased
    content_length bigint      NOT NULL,
    content_digest bytea       NOT NULL,      -- keyed
    whole_digest   bytea       NOT NULL,      -- keyed digest of the bytes as delivered
    file_digest    bytea,
    line           bigint,
    since          timestamptz NOT NULL,
    received_on    date        NOT NULL,      -- the Amsterdam day it is counted on
    owner          text        NOT NULL,
    state          text        NOT NULL DEFAULT 'apart-gezet'
                   CHECK (state IN ('apart-gezet', 'vrijgegeven', 'teruggegeven')),
    settled_at     timestamptz,
    settled_by     text,
    settled_reason text,
    released_at_position bigint REFERENCES ledger_line,
    displaced_position   bigint REFERENCES ledger_line,  -- was accepted until another came first
    CHECK ((state = 'apart-gezet') = (settled_at IS NULL)),
    CHECK ((state = 'vrijgegeven') = (released_at_position IS NOT NULL)),
    CHECK (message_id IS NULL OR source IS NOT NULL)  -- an id without a source names nothing
);
CREATE INDEX set_aside_message ON set_aside (source, message_id);
CREATE INDEX set_aside_sequence ON set_aside (source, sequence) WHERE sequence IS NOT NULL;
CREATE INDEX set_aside_positions ON set_aside (displaced_position) WHERE displaced_position IS NOT NULL;
CREATE INDEX set_aside_releases ON set_aside (released_at_position) WHERE released_at_position IS NOT NULL;
CREATE UNIQUE INDEX set_aside_unreadable ON set_aside (file_digest, line, whole_digest)
    WHERE message_id IS NULL;
CREATE INDEX set_aside_open ON set_aside (since) WHERE state = 'apart-gezet';

-- Keyed digests of what was refused, so that a redelivery is counted as one. Police data outside an
-- emergency leave no trace here: storing is unlawful.
CREATE TABLE refusal (
    message_digest bytea PRIMARY KEY,   -- keyed digest of source, id and content
    refused_at     timestamptz NOT NULL
);

-- Records ---------------------------------------------------------------------------------------

-- The effect of each accepted message as known now; made by position from the ledger.
CREATE TABLE effect (
    position bigint PRIMARY KEY,
    effect   text   NOT NULL CHECK (effect IN ('toegepast', 'wachtend', 'tegenstrijdig', 'verborgen',
                                               'achterhaald', 'ingetrokken')),
    reason   text   NOT NULL DEFAULT ''
);
CREATE INDEX effect_not_applied ON effect (effect, position) WHERE effect IN ('wachtend', 'tegenstrijdig');

-- How far each reader of the ledger has come; moves in the transaction of its effects.
CREATE TABLE reader (
    name     text   PRIMARY KEY,
    position bigint NOT NULL
);

-- Accounting ------------------------------------------------------------------------------------

CREATE TABLE actor (
    name       text        PRIMARY KEY CHECK (name ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
    role       text        NOT NULL CHECK (role IN ('source', 'recipient', 'operator', 'release-officer',
                           'privacy-officer', 'law-desk', 'auditor', 'citizen', 'keeper')),
    public_key bytea       NOT NULL UNIQUE,
    added_at   timestamptz NOT NULL,
    added_by   text        NOT NULL
);

-- Every act that changed something: who, what (by digest), signed by the actor's key.
CREATE TABLE act (
    act_id    bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    actor     text        NOT NULL REFERENCES actor,
    done_at   timestamptz NOT NULL,
    verb      text        NOT NULL,
    digest    bytea       NOT NULL,
    signature bytea       NOT NULL,
    reason    text
);

-- Who saw what of whom, why, on which basis. One line per person shown.
CREATE TABLE access_line (
    line_id    bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    act_id     bigint      NOT NULL REFERENCES act,
    subject_id bigint      REFERENCES subject,   -- null: asked for somebody who is not here
    shown      text        NOT NULL,             -- what was shown: 'dossier', 'niets', 'apart-gezet'
    position   bigint      NOT NULL,             -- known at
    judged_on  date        NOT NULL              -- on
);
CREATE INDEX access_line_subject ON access_line (subject_id);

CREATE TRIGGER act_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON act
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER access_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_line
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

INSERT INTO ledger_head (position, chain, recorded_at, next_subject)
VALUES (0, sha256('OpenJDS ledger'::bytea), '1970-01-01 00:00Z', 1);
