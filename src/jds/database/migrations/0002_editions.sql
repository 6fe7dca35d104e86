-- Editions of the law: which sets of rules the register has adopted, when, and by whose act.
--
-- The name of an edition is the digest of its content, so content can be kept once and never changes.
-- An edition may be adopted more than once: a set of rules that proves wrong is left by adopting an
-- earlier one again.

CREATE TABLE law_edition (
    name    text  PRIMARY KEY CHECK (name ~ '^[0-9a-f]{16}$'),
    content bytea NOT NULL  -- all rule files as one canonical JSON text, deflated; see jds.law.edition
);
COMMENT ON TABLE law_edition IS 'Sets of rules (edities) that answers were given under.';

CREATE TABLE law_adoption (
    adoption_id  bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    edition      text        NOT NULL REFERENCES law_edition,
    adopted_at   timestamptz NOT NULL UNIQUE,  -- in force from this moment of knowledge on
    position     bigint      NOT NULL,         -- the end of the ledger then
    act_id       bigint      NOT NULL REFERENCES act,
    files_digest bytea       NOT NULL          -- of the files as written; recognises them unread
);

CREATE TRIGGER law_edition_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON law_edition
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER law_adoption_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON law_adoption
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
