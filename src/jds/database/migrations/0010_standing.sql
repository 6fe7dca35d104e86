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

-- What of a source waits in quarantine, after each batch or act that changed it, as in `source_mark`.
-- What is left over under another reason has an owner, and is not counted.
CREATE TABLE source_quarantine (
    source_id integer NOT NULL REFERENCES source,
    position  bigint  NOT NULL,  -- known from here on
    messages  bigint  NOT NULL CHECK (messages >= 0),
    first     bigint,            -- lowest running number among them, unwrapped
    PRIMARY KEY (source_id, position)
);
CREATE INDEX set_aside_quarantined ON set_aside (source, sequence)
    WHERE reason = 'quarantaine' AND state = 'apart-gezet';

-- Counted by the tables themselves, so that no way of setting aside, releasing or returning forgets it.
CREATE FUNCTION note_quarantine(urns text[], changes bigint[], from_position bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    each record;
    half constant bigint := 1073741823;   -- of the 2147483647 numbers before they come round
    least integer;
BEGIN
    FOR each IN
        SELECT source.source_id, source.urn, source.highest, changed.messages
          FROM unnest(urns, changes) AS changed (urn, messages)
          JOIN source ON source.urn = changed.urn
         WHERE changed.messages <> 0
    LOOP
        -- The numbers from half a round below the highest one on, then those that came round.
        SELECT coalesce(min(sequence) FILTER (WHERE is_before), min(sequence)) INTO least
          FROM (SELECT min(sequence) AS sequence, true AS is_before
                  FROM set_aside
                 WHERE source = each.urn AND reason = 'quarantaine' AND state = 'apart-gezet'
                   AND sequence >= mod(mod(each.highest - half, 2147483647) + 2147483647, 2147483647) + 1
                UNION ALL
                SELECT min(sequence), false
                  FROM set_aside
                 WHERE source = each.urn AND reason = 'quarantaine' AND state = 'apart-gezet') AS found;
        INSERT INTO source_quarantine (source_id, position, messages, first)
        SELECT each.source_id, from_position,
               each.messages + coalesce((SELECT messages FROM source_quarantine
                                          WHERE source_id = each.source_id
                                          ORDER BY position DESC LIMIT 1), 0),
               each.highest + CASE WHEN steps > half THEN steps - 2147483647 ELSE steps END
          FROM (SELECT mod(mod(least - each.highest, 2147483647) + 2147483647, 2147483647)) AS way (steps)
            ON CONFLICT (source_id, position) DO UPDATE
           SET messages = excluded.messages, first = excluded.first;
    END LOOP;
END $$;

CREATE FUNCTION note_quarantine_set_aside() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    urns text[];
    changes bigint[];
BEGIN
    SELECT array_agg(source), array_agg(messages) INTO urns, changes
      FROM (SELECT source, count(*) AS messages
              FROM added
             WHERE reason = 'quarantaine' AND state = 'apart-gezet'
             GROUP BY source) AS counted;
    IF urns IS NOT NULL THEN
        PERFORM note_quarantine(urns, changes, (SELECT position + 1 FROM ledger_head));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER set_aside_quarantine_added AFTER INSERT ON set_aside
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_quarantine_set_aside();

CREATE FUNCTION note_quarantine_settled() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    urns text[];
    changes bigint[];
    released bigint;
BEGIN
    SELECT array_agg(source), array_agg(messages), max(last) INTO urns, changes, released
      FROM (SELECT later.source, max(later.released_at_position) AS last,
                   sum(CASE WHEN later.reason = 'quarantaine' AND later.state = 'apart-gezet' THEN 1 ELSE 0 END
                     - CASE WHEN earlier.reason = 'quarantaine' AND earlier.state = 'apart-gezet' THEN 1 ELSE 0 END)
                   AS messages
              FROM earlier
              JOIN later USING (number)
             WHERE later.source IS NOT NULL
             GROUP BY later.source) AS counted
     WHERE messages <> 0;
    IF urns IS NOT NULL THEN
        PERFORM note_quarantine(urns, changes,
                                coalesce(released, (SELECT position + 1 FROM ledger_head)));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER set_aside_quarantine_settled AFTER UPDATE ON set_aside
    REFERENCING OLD TABLE AS earlier NEW TABLE AS later
    FOR EACH STATEMENT EXECUTE FUNCTION note_quarantine_settled();

-- Counts ----------------------------------------------------------------------------------------

-- What a statement counted since the one before it, per kind and day. Null: from before counts were
-- compared. It proves nothing until every number before its own has come, and every number it names.
ALTER TABLE source_statement
    ALTER COLUMN complete_through_at DROP NOT NULL,  -- null: it names no moment, or no number, that can be read
    ALTER COLUMN last_sequence DROP NOT NULL,
    ADD COLUMN sequence bigint,                      -- its own, unwrapped
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

-- Alarms ----------------------------------------------------------------------------------------

-- What is wrong with a source, each opened once and closed by itself when it is over, or by an operator
-- who says that it is in order. Like a standing it is judged by the instants.
CREATE TABLE source_alarm (
    number      bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    source_id   integer     NOT NULL REFERENCES source,
    kind        text        NOT NULL CHECK (kind IN ('stilte', 'hartslag-mist', 'gat', 'aantallen-verschillen',
                            'lege-dag', 'nummers-terug', 'nummer-botst', 'onbekende-codes', 'klok-wijkt-af')),
    key         text        NOT NULL,        -- what it is about, among others of its kind
    facts       jsonb       NOT NULL,        -- for its sentence
    is_missing  boolean     NOT NULL,        -- while it is open something may be missing: the source is late
    opened_at   timestamptz NOT NULL,
    closed_at   timestamptz CHECK (closed_at > opened_at),
    act_id      bigint      REFERENCES act,  -- of the operator who closed it; null: it was over
    reason      text,
    CHECK (act_id IS NULL OR closed_at IS NOT NULL),
    CHECK ((act_id IS NULL) = (reason IS NULL))
);
COMMENT ON TABLE source_alarm IS 'What is or was wrong with a source (alarm).';
CREATE UNIQUE INDEX source_alarm_open ON source_alarm (source_id, kind, key) WHERE closed_at IS NULL;
CREATE INDEX source_alarm_closed ON source_alarm (source_id, closed_at) WHERE is_missing;

CREATE FUNCTION keep_alarm() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.closed_at IS NOT NULL
       OR (OLD.number, OLD.source_id, OLD.kind, OLD.key, OLD.facts, OLD.is_missing, OLD.opened_at)
          IS DISTINCT FROM
          (NEW.number, NEW.source_id, NEW.kind, NEW.key, NEW.facts, NEW.is_missing, NEW.opened_at) THEN
        RAISE EXCEPTION 'an alarm is opened for good and closed once: % is refused', TG_OP;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER source_alarm_kept BEFORE UPDATE OR DELETE ON source_alarm
    FOR EACH ROW EXECUTE FUNCTION keep_alarm();

-- What `jds watch` keeps of what it has read of the ledger, by the place of the reader `watch`.
CREATE TABLE source_day (
    source_id integer NOT NULL REFERENCES source,
    day       date    NOT NULL,  -- Amsterdam day of `time`
    kind      text    NOT NULL,
    messages  bigint  NOT NULL,
    PRIMARY KEY (source_id, day, kind)
);
CREATE TABLE source_order (
    source_id       integer     PRIMARY KEY REFERENCES source,
    top_sequence    bigint      NOT NULL,  -- the highest, unwrapped, and when it was logged
    top_at          timestamptz NOT NULL,
    newest_sequence bigint      NOT NULL,  -- of what was logged last
    newest_at       timestamptz NOT NULL,
    ahead           interval    NOT NULL   -- how far its clock ran ahead in what came last
);

-- Messages with a code that nobody knows, by Amsterdam day of receipt.
CREATE TABLE source_unknown_code (
    source_id integer NOT NULL REFERENCES source,
    day       date    NOT NULL,
    messages  bigint  NOT NULL,
    PRIMARY KEY (source_id, day)
);

-- The beat of `jds watch`: when it last looked at everything.
CREATE TABLE watch_beat (
    only_row boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    beat_at  timestamptz NOT NULL,
    due_at   timestamptz NOT NULL  -- a beat after this is overdue
);

-- A running number as on the wire that lies nearest to an absolute one, see jds.domain.sequence.
CREATE FUNCTION unwrapped(sequence integer, near bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT near + CASE WHEN steps > 1073741823 THEN steps - 2147483647 ELSE steps END
      FROM (SELECT mod(mod(sequence - near, 2147483647) + 2147483647, 2147483647)) AS way (steps)
$$;

-- Requests to a source to send again what is missing (naleveringsverzoek).
CREATE TABLE resend_request (
    number       bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    source_id    integer     NOT NULL REFERENCES source,
    requested_at timestamptz NOT NULL,
    act_id       bigint      NOT NULL UNIQUE REFERENCES act,
    ranges       int8multirange NOT NULL CHECK (NOT isempty(ranges))  -- unwrapped
);
CREATE TRIGGER resend_request_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON resend_request
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
