-- The standing of sources (stand): what was agreed with each, and every change of its standing.
--
-- Late (laat) is judged anew for each moment that is asked about; the log holds what was seen of it and
-- when. What people decide, to cut a source off and to let it return, is in the log alone. Both tables
-- are judged by the instant `since`, which lies after everything the ledger recorded before.

-- What was agreed with a source (ritme), from an instant on; the newest one then counts.
CREATE TABLE source_rhythm (
    source_id        integer     NOT NULL REFERENCES source,
    since            timestamptz NOT NULL,
    silent_after     interval    NOT NULL CHECK (silent_after > interval '0'),
    heartbeat_every  interval    CHECK (heartbeat_every > interval '0'),
    usual_delay      interval    CHECK (usual_delay >= interval '0'),
    expected         integer[]   CHECK (cardinality(expected) = 7),  -- messages a day, from Monday
    complete_from_at timestamptz,  -- what it logged from here on it gives; null: all it ever logged
    act_id           bigint      REFERENCES act,                     -- null: when it was added
    PRIMARY KEY (source_id, since)
);
COMMENT ON TABLE source_rhythm IS 'What was agreed with a source: how often it is heard, and how much comes (ritme).';
INSERT INTO source_rhythm (source_id, since, silent_after, complete_from_at)
SELECT source_id, added_at, silent_after, CASE WHEN first_sequence > 1 THEN added_at END FROM source;
ALTER TABLE source DROP COLUMN silent_after;
CREATE TRIGGER source_rhythm_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON source_rhythm
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Every change of standing. A source that has none was never heard: late.
CREATE TABLE source_standing (
    source_id       integer     NOT NULL REFERENCES source,
    since           timestamptz NOT NULL,
    position        bigint      NOT NULL,  -- the last one before it
    former          text        NOT NULL CHECK (former IN ('actueel', 'laat', 'afgesneden', 'terugkerend', 'inhalen')),
    standing        text        NOT NULL CHECK (standing IN ('actueel', 'laat', 'afgesneden', 'terugkerend', 'inhalen')),
    actor           text        NOT NULL,
    act_id          bigint      REFERENCES act,
    reason          text        NOT NULL CHECK (reason <> ''),
    isolated_since  timestamptz,           -- until it is current again
    distrusted_from timestamptz,           -- likewise; what it logged or sent from then on is doubtful
    PRIMARY KEY (source_id, since),
    CONSTRAINT by_somebody_or_by_the_watch CHECK ((act_id IS NULL) = (actor = 'jds watch')),
    CONSTRAINT cut_off_until_current CHECK ((isolated_since IS NULL) = (standing IN ('actueel', 'laat'))),
    CHECK (distrusted_from IS NULL OR isolated_since IS NOT NULL)
);
COMMENT ON TABLE source_standing IS 'Every change of the standing of a source (stand), who made it and why; append-only.';
CREATE TRIGGER source_standing_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON source_standing
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- To count what of a source waits in quarantine, as known at an instant.
CREATE INDEX set_aside_quarantined ON set_aside (source, since) WHERE reason = 'quarantaine';

-- Counts ----------------------------------------------------------------------------------------

-- What a statement counted since the one before it, per kind and day. Null: from before counts were
-- compared. It proves nothing until every number before its own has come, and every number it names.
ALTER TABLE source_statement
    ADD COLUMN sequence bigint,  -- its own, unwrapped
    ADD COLUMN counts   jsonb;
CREATE INDEX source_statement_sequence ON source_statement (source_id, sequence);

-- Statements whose counts do not agree with what is here, with the positions between which they did not;
-- looked at as soon as every number between the statement before and its own has come.
CREATE TABLE source_difference (
    difference_id      bigint  PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    source_id          integer NOT NULL REFERENCES source,
    statement_position bigint  NOT NULL,
    sequence           bigint  NOT NULL,  -- of the statement, unwrapped
    differences        jsonb   NOT NULL,  -- kind, day, stated and held, of each that is not the same
    seen_at_position   bigint  NOT NULL,
    closed_at_position bigint  CHECK (closed_at_position > seen_at_position)
);
CREATE UNIQUE INDEX source_difference_open ON source_difference (source_id, statement_position)
    WHERE closed_at_position IS NULL;
CREATE INDEX source_difference_closed ON source_difference (source_id, closed_at_position)
    WHERE closed_at_position IS NOT NULL;
