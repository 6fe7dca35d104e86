-- When nobody watched the sources: between two looks of which the second came later than was due.
-- What fell silent or failed to come meanwhile was noticed afterwards, or not at all.
CREATE TABLE unwatched (
    from_at  timestamptz NOT NULL,      -- the last look before it; when the first source was added, if there was none
    until_at timestamptz PRIMARY KEY,   -- the look that ended it
    CHECK (from_at < until_at)
);
COMMENT ON TABLE unwatched IS 'When nobody watched the sources (onbewaakt); append-only.';
CREATE TRIGGER unwatched_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON unwatched
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
