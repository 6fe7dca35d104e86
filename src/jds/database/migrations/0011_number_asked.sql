-- By which number an answer was asked, as a keyed digest: most people who are asked about have no trace
-- here, so an answer about them points at nobody. When their first message comes, the answer is found
-- again by its number. Nothing is derived from a message; the number itself is not kept.

CREATE TABLE answer_number (
    answer_id bigint      PRIMARY KEY REFERENCES answer,
    asked_at  timestamptz NOT NULL,
    digest    bytea       NOT NULL CHECK (length(digest) = 32)
);
COMMENT ON TABLE answer_number IS 'Keyed digest of the number by which an answer was asked; goes with what the answer said, and after a term.';
CREATE INDEX answer_number_asked_at ON answer_number (asked_at);
CREATE TRIGGER answer_number_never_changes BEFORE UPDATE OR TRUNCATE ON answer_number
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION forget_number_asked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM answer_number USING erased WHERE answer_number.answer_id = erased.answer_id;
    RETURN NULL;
END $$;
CREATE TRIGGER answer_content_forget_number_asked AFTER DELETE ON answer_content
    REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION forget_number_asked();
