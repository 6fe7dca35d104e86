-- The index by which people without a number are found: what messages say of them, in comparable form.
--
-- It only finds: whom it names is compared again with what the fold knows of them. It is made from the
-- ledger by position, and can be made anew from it.

CREATE TABLE identity_claim (
    claim_id    bigint   PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    subject_id  bigint   NOT NULL,
    digest      bigint   NOT NULL,  -- of the description
    position    bigint   NOT NULL,  -- first message that said so of this subject
    description text     NOT NULL,  -- see jds.persons.matching.describe
    keys        bigint[] NOT NULL,  -- see jds.persons.matching.keys
    UNIQUE (subject_id, digest)
);
COMMENT ON TABLE identity_claim IS 'What messages say of a subject apart from numbers, to find people by.';
-- Without a list of pending rows: a search must not pay for what was written just before it.
CREATE INDEX identity_claim_keys ON identity_claim USING gin (keys) WITH (fastupdate = off);
CREATE INDEX identity_claim_position ON identity_claim (position);

-- The claims under some keys. Always through the index: the planner takes hundreds of rare keys for a
-- large part of the table and would read it whole.
CREATE FUNCTION claims_under(wanted bigint[]) RETURNS SETOF identity_claim LANGUAGE sql STABLE ROWS 100
    SET enable_seqscan = off AS $$
    SELECT * FROM identity_claim WHERE keys && wanted
$$;

-- Every family name there is a claim with, so that one that was written wrongly leads to those like it.
CREATE TABLE family_name (
    name      text     PRIMARY KEY,
    claim_key bigint   NOT NULL,    -- the key of claims with this name
    keys      bigint[] NOT NULL
);
CREATE INDEX family_name_keys ON family_name USING gin (keys) WITH (fastupdate = off);
CREATE INDEX family_name_claim_key ON family_name (claim_key);

-- The family names under some keys; through the index too.
CREATE FUNCTION families_under(wanted bigint[]) RETURNS SETOF family_name LANGUAGE sql STABLE ROWS 50
    SET enable_seqscan = off AS $$
    SELECT * FROM family_name WHERE keys && wanted
$$;

-- By which form of names and keys the index was made; another form makes it anew.
CREATE TABLE identity_index (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    form     text    NOT NULL
);
INSERT INTO identity_index (form) VALUES ('');

-- What an erased message said goes, and family names that nobody bears any more. What another message
-- said too is noted again by jds.persons.index_claims.
CREATE FUNCTION forget_claims() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gone bigint[];
BEGIN
    WITH deleted AS (
        DELETE FROM identity_claim USING erased
         WHERE identity_claim.position = erased.position
        RETURNING identity_claim.keys)
    SELECT array_agg(DISTINCT key) INTO gone FROM deleted CROSS JOIN unnest(deleted.keys) AS each (key);
    IF gone IS NOT NULL THEN
        DELETE FROM family_name
         WHERE claim_key = ANY (gone)
           AND NOT EXISTS (SELECT FROM identity_claim WHERE keys @> ARRAY[family_name.claim_key]);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_payload_claims_forgotten AFTER DELETE ON ledger_payload
    REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION forget_claims();

-- Searches ---------------------------------------------------------------------------------------

-- Every search for a person: by whom, when, on what kind of thing, with what kind of result. Nobody is
-- named; whom a search showed stands in access_line.
CREATE TABLE person_search (
    search_id  bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    act_id     bigint      NOT NULL REFERENCES act,
    actor      text        NOT NULL REFERENCES actor,
    asked_at   timestamptz NOT NULL,
    asked_by   text        NOT NULL CHECK (asked_by IN ('nummer', 'beschrijving')),
    in_batch   boolean     NOT NULL,
    position   bigint      NOT NULL,  -- known at
    method     text        NOT NULL,
    result     text        NOT NULL
               CHECK (result IN ('zeker', 'strijdig', 'kandidaten', 'niet', 'geweigerd')),
    candidates integer     NOT NULL CHECK (candidates >= 0)
);
COMMENT ON TABLE person_search IS 'Searches for persons (zoekvragen): of nobody; append-only.';
CREATE INDEX person_search_actor ON person_search (actor, asked_at);
CREATE TRIGGER person_search_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON person_search
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
