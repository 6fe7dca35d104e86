-- From which position on a statement (bron-stand) no longer counts: another message under its id displaced
-- it, or its source corrected or withdrew it. Null while it counts. Kept with the statement, because every
-- answer asks it of every source, and seldom is there any.
ALTER TABLE source_statement ADD COLUMN undone_at_position bigint;

CREATE FUNCTION undone_at(statement bigint) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT least(
                   (SELECT min(later.position)
                      FROM ledger_line AS later
                     WHERE later.displaces = line.position),
                   (SELECT min(change.position)
                      FROM source
                      JOIN ledger_reference AS reference ON reference.source = source.urn
                      JOIN ledger_line AS change ON change.position = reference.position
                                                AND change.source_id = source.source_id
                     WHERE source.source_id = line.source_id
                       AND reference.message_id = line.message_id))
          FROM ledger_line AS line
         WHERE line.position = statement);
END
$$;

UPDATE source_statement SET undone_at_position = undone_at(position);

CREATE FUNCTION note_undone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.undone_at_position := undone_at(NEW.position);
    RETURN NEW;
END
$$;

CREATE FUNCTION undo_displaced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE source_statement AS statement
       SET undone_at_position = added.position
      FROM added
     WHERE added.displaces = statement.position
       AND (undone_at_position IS NULL OR undone_at_position > added.position);
    RETURN NULL;
END
$$;

-- A correction or retraction is of the source that it names, or means nothing.
CREATE FUNCTION undo_referred() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE source_statement AS statement
       SET undone_at_position = added.position
      FROM added
      JOIN source ON source.urn = added.source
      JOIN ledger_line AS change ON change.position = added.position
                                AND change.source_id = source.source_id
      JOIN ledger_line AS line ON line.source_id = source.source_id
                              AND line.message_id = added.message_id
     WHERE statement.source_id = source.source_id AND statement.position = line.position
       AND (undone_at_position IS NULL OR undone_at_position > added.position);
    RETURN NULL;
END
$$;

CREATE TRIGGER source_statement_note_undone BEFORE INSERT ON source_statement
    FOR EACH ROW EXECUTE FUNCTION note_undone();
CREATE TRIGGER ledger_line_undo_displaced AFTER INSERT ON ledger_line
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION undo_displaced();
CREATE TRIGGER ledger_reference_undo_referred AFTER INSERT ON ledger_reference
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION undo_referred();
