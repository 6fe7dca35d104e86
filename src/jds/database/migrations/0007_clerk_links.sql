-- Links by two clerks, without the person authority (contract, section 3).

-- A link has the number of the proposal that made it. The keys to `proposal` let nothing link or unlink
-- but an act that two people did. It is ended once: `gescheiden` states that the two are not one
-- person, `teruggenomen` that the link should never have been, so that what stood before counts again.
CREATE TABLE clerk_link (
    number     bigint      PRIMARY KEY,
    subject_id bigint      NOT NULL REFERENCES subject,
    other_id   bigint      NOT NULL REFERENCES subject,
    since      timestamptz NOT NULL,
    ended_at   timestamptz,
    ended_by   bigint      UNIQUE,                                         -- the proposal that ended it
    ended_as   text        CHECK (ended_as IN ('gescheiden', 'teruggenomen')),
    done       text        NOT NULL GENERATED ALWAYS AS ('uitgevoerd'::text) STORED,
    made_by    text        NOT NULL GENERATED ALWAYS AS ('person link'::text) STORED,
    end_by     text        NOT NULL GENERATED ALWAYS AS ('person unlink'::text) STORED,
    CONSTRAINT linked_by_two FOREIGN KEY (number, made_by, done) REFERENCES proposal (number, verb, state),
    CONSTRAINT unlinked_by_two FOREIGN KEY (ended_by, end_by, done) REFERENCES proposal (number, verb, state),
    CHECK (subject_id < other_id),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
    CHECK ((ended_at IS NULL) = (ended_as IS NULL)),
    CHECK (ended_at > since)
);
CREATE UNIQUE INDEX clerk_link_standing ON clerk_link (subject_id, other_id) WHERE ended_at IS NULL;
CREATE INDEX clerk_link_subject ON clerk_link (subject_id);
CREATE INDEX clerk_link_other ON clerk_link (other_id);
COMMENT ON TABLE clerk_link IS 'Subjects that two clerks linked (koppeling door twee medewerkers).';

CREATE FUNCTION keep_clerk_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL
       OR (OLD.number, OLD.subject_id, OLD.other_id, OLD.since)
          IS DISTINCT FROM (NEW.number, NEW.subject_id, NEW.other_id, NEW.since) THEN
        RAISE EXCEPTION 'a link is ended once, and does not change';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER clerk_link_kept BEFORE UPDATE ON clerk_link
    FOR EACH ROW EXECUTE FUNCTION keep_clerk_link();

-- A link says of each of the two that it is the other, so it goes with the last message about either;
-- with it goes what was said when it was proposed. By its name it fires before `ledger_payload_forget_decisions`
-- and `ledger_payload_forgotten`, while it is still known whom a message was about.
CREATE FUNCTION forget_clerk_links() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    empty   bigint[];
    gone    bigint[];
BEGIN
    SELECT array_agg(touched.subject_id) INTO empty
      FROM (SELECT DISTINCT about.subject_id
              FROM erased
              JOIN about ON about.position = erased.position) AS touched
     WHERE NOT is_anything_left(touched.subject_id, '{}');
    IF empty IS NULL THEN
        RETURN NULL;
    END IF;
    DELETE FROM clerk_link WHERE subject_id = ANY (empty) OR other_id = ANY (empty);
    SELECT array_agg(DISTINCT proposal.number) INTO gone
      FROM proposal_about
      JOIN proposal ON proposal.number = proposal_about.number
     WHERE proposal_about.subject_id = ANY (empty)
       AND proposal.verb IN ('person link', 'person unlink');
    DELETE FROM proposal_content WHERE number = ANY (gone);
    DELETE FROM proposal_about WHERE number = ANY (gone);
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_payload_forget_clerk_links AFTER DELETE ON ledger_payload
    REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION forget_clerk_links();
