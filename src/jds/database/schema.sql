-- The tables of the register as all migrations together make them. Written by 'make schema': read
-- it to know what there is; change it by adding a file to migrations/.

CREATE SCHEMA jds;

CREATE FUNCTION jds.case_names_in(content text) RETURNS text[]
    LANGUAGE sql IMMUTABLE
    AS $_$
    SELECT array_remove(ARRAY[
        'p:' || regexp_replace(regexp_replace(named.zaak ->> 'parketnummer', '^\s+|\s+$', '', 'g'),
                               '^([0-9]{2})[/. -]?([0-9]{6})[-./ ]?([0-9]{2})$', '\1/\2-\3'),
        'b:' || (named.zaak ->> 'bronZaaknummer')], NULL)
      FROM (SELECT coalesce(content::json #> '{data,vervanging,zaak}', content::json #> '{data,zaak}')) AS named (zaak)
$_$;

CREATE TABLE jds.identity_claim (
    claim_id bigint NOT NULL,
    subject_id bigint NOT NULL,
    digest bigint NOT NULL,
    "position" bigint NOT NULL,
    description text NOT NULL,
    keys bigint[] NOT NULL
);

COMMENT ON TABLE jds.identity_claim IS 'What messages say of a subject apart from numbers, to find people by.';

CREATE FUNCTION jds.claims_under(wanted bigint[]) RETURNS SETOF jds.identity_claim
    LANGUAGE sql STABLE ROWS 100
    SET enable_seqscan TO 'off'
    SET max_parallel_workers_per_gather TO '0'
    AS $$
    SELECT * FROM identity_claim WHERE keys && wanted
$$;

CREATE TABLE jds.family_name (
    name text NOT NULL,
    claim_key bigint NOT NULL,
    keys bigint[] NOT NULL
);

CREATE FUNCTION jds.families_under(wanted bigint[]) RETURNS SETOF jds.family_name
    LANGUAGE sql STABLE ROWS 50
    SET enable_seqscan TO 'off'
    SET max_parallel_workers_per_gather TO '0'
    AS $$
    SELECT * FROM family_name WHERE keys && wanted
$$;

CREATE FUNCTION jds.forget_answers() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO answer_erasure (answer_id, erased_on, rule)
    SELECT DISTINCT answer.answer_id, ledger_erasure.erased_on, ledger_erasure.rule
      FROM erased
      JOIN ledger_erasure USING (position)
      JOIN about USING (position)
      JOIN answer_about USING (subject_id)
      JOIN answer USING (answer_id)
     WHERE answer.position >= erased.position
        ON CONFLICT DO NOTHING;
    DELETE FROM answer_content USING answer_erasure
     WHERE answer_content.answer_id = answer_erasure.answer_id;
    RETURN NULL;
END $$;

CREATE FUNCTION jds.forget_claims() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    gone bigint[];
BEGIN
    INSERT INTO reader (name, position) VALUES ('personen', 0) ON CONFLICT (name) DO NOTHING;
    PERFORM position FROM reader WHERE name = 'personen' FOR UPDATE;
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

CREATE FUNCTION jds.forget_clerk_links() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION jds.forget_decisions() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    gone bigint[];
BEGIN
    SELECT array_agg(touched.number) INTO gone
      FROM (SELECT DISTINCT proposal_about.number
              FROM erased
              JOIN about ON about.position = erased.position
              JOIN proposal_about ON proposal_about.subject_id = about.subject_id) AS touched
     WHERE NOT EXISTS (SELECT FROM proposal_about AS whom
                        WHERE whom.number = touched.number
                          AND is_anything_left(whom.subject_id, whom.case_names));
    IF gone IS NOT NULL THEN
        DELETE FROM shield WHERE number = ANY (gone);
        DELETE FROM proposal_content WHERE number = ANY (gone);
        DELETE FROM proposal_about WHERE number = ANY (gone);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION jds.forget_erased() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION jds.forget_number_asked() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM answer_number USING erased WHERE answer_number.answer_id = erased.answer_id;
    RETURN NULL;
END $$;

CREATE FUNCTION jds.forget_paper() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM paper_item_content
     WHERE number IN (SELECT entry.number FROM erased JOIN paper_entry AS entry USING (position))
       AND NOT EXISTS (SELECT
                         FROM paper_entry AS entry
                         JOIN ledger_payload USING (position)
                        WHERE entry.number = paper_item_content.number);
    DELETE FROM case_lead
     WHERE lead_id IN (SELECT lead_id
                         FROM erased
                         JOIN about USING (position)
                         JOIN case_lead_about USING (subject_id))
       AND NOT EXISTS (SELECT
                         FROM case_lead_about AS whom
                        WHERE whom.lead_id = case_lead.lead_id
                          AND is_anything_left(whom.subject_id, case_lead.case_names));
    RETURN NULL;
END $$;

CREATE FUNCTION jds.forget_reviews() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    touched bigint[];
    gone    bigint[];
BEGIN
    SELECT array_agg(DISTINCT whom.number) INTO touched
      FROM erased
      JOIN about ON about.position = erased.position
      JOIN review_about AS whom ON whom.subject_id = about.subject_id;
    IF touched IS NULL THEN
        RETURN NULL;
    END IF;
    DELETE FROM review_evidence
     WHERE number = ANY (touched) AND position >= (SELECT min(erased.position) FROM erased);
    DELETE FROM review_about
     WHERE number = ANY (touched) AND NOT is_anything_left(subject_id, '{}');
    SELECT array_agg(item.number) INTO gone
      FROM review_item AS item
     WHERE item.number = ANY (touched)
       AND (SELECT count(DISTINCT whom.side) FROM review_about AS whom WHERE whom.number = item.number)
           < CASE item.kind WHEN 'mogelijk-een' THEN 2 ELSE 1 END;
    DELETE FROM review_about WHERE number = ANY (gone);
    INSERT INTO review_again (subject_id)
    SELECT DISTINCT subject_id FROM review_about WHERE number = ANY (touched);
    DELETE FROM review_evidence WHERE number = ANY (gone);
    DELETE FROM review_words USING review_judgement
     WHERE review_judgement.judgement_id = review_words.judgement_id
       AND review_judgement.number = ANY (gone);
    RETURN NULL;
END $$;

CREATE FUNCTION jds.forget_searches(gone bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM kept_search_content WHERE search_id = ANY (gone);
    DELETE FROM kept_search_question WHERE search_id = ANY (gone);
    DELETE FROM identity_decision_words USING identity_decision
     WHERE identity_decision.decision_id = identity_decision_words.decision_id
       AND identity_decision.search_id = ANY (gone);
END $$;

CREATE FUNCTION jds.forget_set_aside_about() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM set_aside_about USING emptied
     WHERE set_aside_about.number = emptied.number AND emptied.content IS NULL;
    RETURN NULL;
END $$;

CREATE FUNCTION jds.forget_what_was_asked() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM kept_search_content USING answer_identity, erased
     WHERE answer_identity.answer_id = erased.answer_id
       AND kept_search_content.search_id = answer_identity.search_id;
    RETURN NULL;
END $$;

CREATE FUNCTION jds.forget_who_was_meant() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    gone bigint[];
BEGIN
    SELECT array_agg(touched.search_id) INTO gone
      FROM (SELECT DISTINCT search_id
              FROM erased
              JOIN about USING (position)
              JOIN kept_search_candidate USING (subject_id)
            UNION
            SELECT search_id
              FROM erased
              JOIN about USING (position)
              JOIN identity_decision USING (subject_id)) AS touched
     WHERE NOT EXISTS (SELECT FROM kept_search_candidate AS whom
                        WHERE whom.search_id = touched.search_id
                          AND is_anything_left(whom.subject_id, '{}'))
       AND NOT EXISTS (SELECT FROM identity_decision AS decided
                        WHERE decided.search_id = touched.search_id
                          AND decided.subject_id IS NOT NULL
                          AND is_anything_left(decided.subject_id, '{}'));
    PERFORM forget_searches(gone);
    RETURN NULL;
END $$;

CREATE FUNCTION jds.forget_why_held() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM answer_risk USING erased WHERE answer_risk.answer_id = erased.answer_id;
    DELETE FROM hold_message USING erased WHERE hold_message.answer_id = erased.answer_id;
    RETURN NULL;
END $$;

CREATE FUNCTION jds.is_anything_left(of_subject bigint, of_case text[]) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    RETURN EXISTS (SELECT
                     FROM about
                     JOIN ledger_payload AS payload ON payload.position = about.position
                    WHERE about.subject_id = of_subject
                      AND (cardinality(of_case) = 0 OR case_names_in(payload.content) && of_case));
END $$;

CREATE FUNCTION jds.keep_advice_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.ended_at IS NOT NULL
       OR (OLD.number, OLD.purposes, OLD.risks, OLD.advice, OLD.starts_on, OLD.ends_before, OLD.notice_nl,
           OLD.notice_en, OLD.declared_at)
          IS DISTINCT FROM
          (NEW.number, NEW.purposes, NEW.risks, NEW.advice, NEW.starts_on, NEW.ends_before, NEW.notice_nl,
           NEW.notice_en, NEW.declared_at) THEN
        RAISE EXCEPTION 'a declaration is ended once, and does not change: % is refused', TG_OP;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION jds.keep_alarm() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.closed_at IS NOT NULL
       OR (OLD.number, OLD.source_id, OLD.kind, OLD.key, OLD.facts, OLD.is_missing, OLD.opened_at)
          IS DISTINCT FROM
          (NEW.number, NEW.source_id, NEW.kind, NEW.key, NEW.facts, NEW.is_missing, NEW.opened_at) THEN
        RAISE EXCEPTION 'an alarm is opened for good and closed once: % is refused', TG_OP;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION jds.keep_clerk_link() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL
       OR (OLD.number, OLD.subject_id, OLD.other_id, OLD.since)
          IS DISTINCT FROM (NEW.number, NEW.subject_id, NEW.other_id, NEW.since) THEN
        RAISE EXCEPTION 'a link is ended once, and does not change';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION jds.keep_paper_item() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.returned_at IS NOT NULL
       OR (OLD.number, OLD.source_id, OLD.channel, OLD.received_at, OLD.registered_at, OLD.act_id)
          IS DISTINCT FROM
          (NEW.number, NEW.source_id, NEW.channel, NEW.received_at, NEW.registered_at, NEW.act_id) THEN
        RAISE EXCEPTION 'an item is registered for good and returned once: % is refused', TG_OP;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION jds.keep_paper_pair() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.ended_at IS NOT NULL
       OR (OLD.pair_id, OLD.paper_position, OLD.digital_position, OLD.paired_at, OLD.act_id, OLD.method,
           OLD.reasons)
          IS DISTINCT FROM
          (NEW.pair_id, NEW.paper_position, NEW.digital_position, NEW.paired_at, NEW.act_id, NEW.method,
           NEW.reasons) THEN
        RAISE EXCEPTION 'a pair is made for good and ended once: % is refused', TG_OP;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION jds.keep_proposal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.state <> 'voorgesteld'
       OR (OLD.number, OLD.verb, OLD.digest, OLD.proposer, OLD.proposed_by_act, OLD.proposed_at, OLD.expires_at)
          IS DISTINCT FROM
          (NEW.number, NEW.verb, NEW.digest, NEW.proposer, NEW.proposed_by_act, NEW.proposed_at, NEW.expires_at)
    THEN
        RAISE EXCEPTION 'a proposal is settled once and stays: % is refused', TG_OP;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION jds.keep_proposal_content() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.settled_reason IS NOT NULL
       OR (OLD.number, OLD.content, OLD.reason) IS DISTINCT FROM (NEW.number, NEW.content, NEW.reason) THEN
        RAISE EXCEPTION 'what was proposed does not change';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION jds.keep_shield() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.lifted_at IS NOT NULL
       OR (OLD.number, OLD.kind, OLD.case_names, OLD.offences, OLD.ground, OLD.allowed, OLD.since)
          IS DISTINCT FROM
          (NEW.number, NEW.kind, NEW.case_names, NEW.offences, NEW.ground, NEW.allowed, NEW.since) THEN
        RAISE EXCEPTION 'a shield is lifted once, and does not change';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION jds.keep_source_key() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.revoked_at IS NOT NULL
       OR (OLD.key_id, OLD.source_id, OLD.public_key, OLD.registered_at, OLD.registered_by, OLD.registered_as)
          IS DISTINCT FROM
          (NEW.key_id, NEW.source_id, NEW.public_key, NEW.registered_at, NEW.registered_by, NEW.registered_as) THEN
        RAISE EXCEPTION 'a key of a source is revoked once and stays: % is refused', TG_OP;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION jds.note_quarantine(urns text[], changes bigint[], from_position bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION jds.note_quarantine_set_aside() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION jds.note_quarantine_settled() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    urns text[];
    changes bigint[];
    released bigint;
BEGIN
    SELECT array_agg(source), array_agg(messages), max(last) INTO urns, changes, released
      FROM (SELECT source, max(released_at_position) AS last,
                   sum(CASE WHEN reason = 'quarantaine' AND state = 'apart-gezet' THEN sign ELSE 0 END) AS messages
              FROM (SELECT source, reason, state, null::bigint AS released_at_position, -1 AS sign FROM earlier
                     UNION ALL
                    SELECT source, reason, state, released_at_position, 1 FROM later) AS both_sides
             WHERE source IS NOT NULL
             GROUP BY source) AS counted
     WHERE messages <> 0;
    IF urns IS NOT NULL THEN
        PERFORM note_quarantine(urns, changes,
                                coalesce(released, (SELECT position + 1 FROM ledger_head)));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION jds.note_undone() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.undone_at_position := undone_at(NEW.position);
    RETURN NEW;
END
$$;

CREATE FUNCTION jds.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME;
END $$;

CREATE FUNCTION jds.review_linked() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO review_again (subject_id) VALUES (NEW.subject_id), (NEW.other_id);
    RETURN NULL;
END $$;

CREATE FUNCTION jds.set_aside_about(keys text[], subjects bigint[], at timestamp with time zone) RETURNS TABLE(number bigint, source text, is_quarantined boolean)
    LANGUAGE plpgsql STABLE
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
BEGIN
    RETURN QUERY
    SELECT aside.number, aside.source, aside.reason = 'quarantaine'
      FROM set_aside_about AS named
      JOIN set_aside AS aside ON aside.number = named.number
     WHERE named.key = ANY (keys)
       AND aside.since <= at
       AND (aside.settled_at IS NULL OR aside.settled_at > at)
     UNION
    SELECT aside.number, aside.source, aside.reason = 'quarantaine'
      FROM about
      JOIN set_aside AS aside ON aside.released_at_position = about.position
     WHERE about.subject_id = ANY (subjects)
       AND aside.since <= at
       AND aside.settled_at > at
     ORDER BY 1;
END $$;

CREATE FUNCTION jds.undo_displaced() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE source_statement AS statement
       SET undone_at_position = added.position
      FROM added
     WHERE added.displaces = statement.position
       AND (undone_at_position IS NULL OR undone_at_position > added.position);
    RETURN NULL;
END
$$;

CREATE FUNCTION jds.undo_referred() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION jds.undone_at(statement bigint) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS $$
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

CREATE FUNCTION jds.unwrapped(sequence integer, near bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT near + CASE WHEN steps > 1073741823 THEN steps - 2147483647 ELSE steps END
      FROM (SELECT mod(mod(sequence - near, 2147483647) + 2147483647, 2147483647)) AS way (steps)
$$;

CREATE TABLE jds.about (
    subject_id bigint NOT NULL,
    "position" bigint NOT NULL
);

CREATE TABLE jds.access_line (
    line_id bigint NOT NULL,
    act_id bigint NOT NULL,
    subject_id bigint,
    shown text NOT NULL,
    "position" bigint NOT NULL,
    judged_on date NOT NULL
);

ALTER TABLE jds.access_line ALTER COLUMN line_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.access_line_line_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.act (
    act_id bigint NOT NULL,
    actor text NOT NULL,
    done_at timestamp with time zone NOT NULL,
    verb text NOT NULL,
    digest bytea NOT NULL,
    signature bytea NOT NULL,
    reason text
);

ALTER TABLE jds.act ALTER COLUMN act_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.act_act_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.actor (
    name text NOT NULL,
    role text NOT NULL,
    public_key bytea NOT NULL,
    added_at timestamp with time zone NOT NULL,
    added_by text NOT NULL,
    recipient text,
    CONSTRAINT actor_check CHECK (((recipient IS NULL) OR (role = 'recipient'::text))),
    CONSTRAINT actor_name_check CHECK ((name ~ '^[a-z0-9][a-z0-9._-]{0,63}$'::text)),
    CONSTRAINT actor_role_check CHECK ((role = ANY (ARRAY['source'::text, 'recipient'::text, 'operator'::text, 'release-officer'::text, 'privacy-officer'::text, 'law-desk'::text, 'auditor'::text, 'citizen'::text, 'keeper'::text])))
);

CREATE TABLE jds.advice_change (
    number bigint NOT NULL,
    purposes text[] NOT NULL,
    risks text[] NOT NULL,
    advice text NOT NULL,
    starts_on date NOT NULL,
    ends_before date NOT NULL,
    notice_nl text NOT NULL,
    notice_en text NOT NULL,
    declared_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by bigint,
    done text GENERATED ALWAYS AS ('uitgevoerd'::text) STORED NOT NULL,
    made_by text GENERATED ALWAYS AS ('advice change'::text) STORED NOT NULL,
    end_by text GENERATED ALWAYS AS ('advice end'::text) STORED NOT NULL,
    CONSTRAINT advice_change_advice_check CHECK ((advice = ANY (ARRAY['beslissen-met-waarschuwing'::text, 'aanhouden'::text]))),
    CONSTRAINT advice_change_check CHECK ((ends_before > starts_on)),
    CONSTRAINT advice_change_check1 CHECK ((ended_at >= declared_at)),
    CONSTRAINT advice_change_check2 CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
    CONSTRAINT advice_change_purposes_check CHECK ((cardinality(purposes) > 0)),
    CONSTRAINT advice_change_risks_check CHECK ((cardinality(risks) > 0))
);

COMMENT ON TABLE jds.advice_change IS 'Declarations that make advices tighter or looser for a period (verklaring).';

CREATE TABLE jds.answer (
    answer_id bigint NOT NULL,
    act_id bigint NOT NULL,
    given_at timestamp with time zone NOT NULL,
    recipient text NOT NULL,
    purpose text NOT NULL,
    subject_id bigint,
    judged_on date NOT NULL,
    "position" bigint NOT NULL,
    known_at timestamp with time zone NOT NULL,
    edition text NOT NULL,
    found text NOT NULL,
    verdict text NOT NULL,
    known_until timestamp with time zone,
    advice text NOT NULL,
    request jsonb NOT NULL,
    CONSTRAINT answer_advice_check CHECK ((advice = ANY (ARRAY['beslissen'::text, 'beslissen-met-waarschuwing'::text, 'aanhouden'::text]))),
    CONSTRAINT answer_check CHECK (((verdict <> 'inhoud'::text) OR (subject_id IS NOT NULL))),
    CONSTRAINT answer_check1 CHECK (((found <> 'zeker'::text) OR (subject_id IS NOT NULL))),
    CONSTRAINT answer_found_check CHECK ((found = ANY (ARRAY['zeker'::text, 'strijdig'::text, 'kandidaten'::text, 'niet'::text]))),
    CONSTRAINT answer_verdict_check CHECK ((verdict = ANY (ARRAY['inhoud'::text, 'niets-bekend-tot'::text, 'geen-uitspraak'::text])))
);

COMMENT ON TABLE jds.answer IS 'Every answer given (verstrekking, Wjsg art. 19); append-only.';

CREATE TABLE jds.answer_about (
    answer_id bigint NOT NULL,
    subject_id bigint NOT NULL
);

ALTER TABLE jds.answer ALTER COLUMN answer_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.answer_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.answer_candidate (
    answer_id bigint NOT NULL,
    subject_id bigint NOT NULL
);

CREATE TABLE jds.answer_content (
    answer_id bigint NOT NULL,
    content text NOT NULL
);

CREATE TABLE jds.answer_currency (
    answer_id bigint NOT NULL,
    proven_until timestamp with time zone,
    is_weakened boolean NOT NULL,
    declared bigint
);

COMMENT ON TABLE jds.answer_currency IS 'How current an answer was (actualiteit), beside its line; append-only.';

CREATE TABLE jds.answer_erasure (
    answer_id bigint NOT NULL,
    erased_on date NOT NULL,
    rule text NOT NULL
);

CREATE TABLE jds.answer_identity (
    answer_id bigint NOT NULL,
    found_by text NOT NULL,
    method text NOT NULL,
    search_id bigint,
    decision_id bigint,
    CONSTRAINT answer_identity_check CHECK (((decision_id IS NULL) OR (search_id IS NOT NULL))),
    CONSTRAINT answer_identity_check1 CHECK (((found_by = 'besluit'::text) = (decision_id IS NOT NULL))),
    CONSTRAINT answer_identity_found_by_check CHECK ((found_by = ANY (ARRAY['skn'::text, 'bsn'::text, 'v'::text, 'nummer'::text, 'beschrijving'::text, 'besluit'::text])))
);

CREATE TABLE jds.answer_missing (
    answer_id bigint NOT NULL,
    source_id integer NOT NULL,
    complete_through_at timestamp with time zone
);

CREATE TABLE jds.answer_number (
    answer_id bigint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    digest bytea NOT NULL,
    CONSTRAINT answer_number_digest_check CHECK ((length(digest) = 32))
);

COMMENT ON TABLE jds.answer_number IS 'Keyed digest of the number by which an answer was asked; goes with what the answer said, and after a term.';

CREATE TABLE jds.answer_risk (
    answer_id bigint NOT NULL,
    risk text NOT NULL
);

CREATE TABLE jds.case_lead (
    lead_id bigint NOT NULL,
    channel text NOT NULL,
    stated_at timestamp with time zone NOT NULL,
    from_at timestamp with time zone NOT NULL,
    case_names text[] NOT NULL,
    reason text NOT NULL,
    act_id bigint NOT NULL,
    CONSTRAINT case_lead_case_names_check CHECK ((cardinality(case_names) > 0)),
    CONSTRAINT case_lead_channel_check CHECK ((channel = ANY (ARRAY['papier'::text, 'digitaal'::text])))
);

CREATE TABLE jds.case_lead_about (
    lead_id bigint NOT NULL,
    subject_id bigint NOT NULL
);

ALTER TABLE jds.case_lead ALTER COLUMN lead_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.case_lead_lead_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.catch_up_step (
    step_id bigint NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone NOT NULL,
    messages bigint NOT NULL,
    CONSTRAINT catch_up_step_check CHECK ((ended_at >= began_at))
);

ALTER TABLE jds.catch_up_step ALTER COLUMN step_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.catch_up_step_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.clerk_link (
    number bigint NOT NULL,
    subject_id bigint NOT NULL,
    other_id bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by bigint,
    ended_as text,
    done text GENERATED ALWAYS AS ('uitgevoerd'::text) STORED NOT NULL,
    made_by text GENERATED ALWAYS AS ('person link'::text) STORED NOT NULL,
    end_by text GENERATED ALWAYS AS ('person unlink'::text) STORED NOT NULL,
    CONSTRAINT clerk_link_check CHECK ((subject_id < other_id)),
    CONSTRAINT clerk_link_check1 CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
    CONSTRAINT clerk_link_check2 CHECK (((ended_at IS NULL) = (ended_as IS NULL))),
    CONSTRAINT clerk_link_check3 CHECK ((ended_at > since)),
    CONSTRAINT clerk_link_ended_as_check CHECK ((ended_as = ANY (ARRAY['gescheiden'::text, 'teruggenomen'::text])))
);

COMMENT ON TABLE jds.clerk_link IS 'Subjects that two clerks linked (koppeling door twee medewerkers).';

CREATE TABLE jds.delivery (
    delivery_id bigint NOT NULL,
    file_digest bytea NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    lines_done bigint DEFAULT 0 NOT NULL,
    received bigint DEFAULT 0 NOT NULL,
    accepted bigint DEFAULT 0 NOT NULL,
    duplicates bigint DEFAULT 0 NOT NULL,
    set_aside bigint DEFAULT 0 NOT NULL,
    refused bigint DEFAULT 0 NOT NULL,
    warnings bigint DEFAULT 0 NOT NULL,
    first_position bigint,
    last_position bigint,
    CONSTRAINT delivery_check CHECK ((received = (((accepted + duplicates) + set_aside) + refused)))
);

ALTER TABLE jds.delivery ALTER COLUMN delivery_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.delivery_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.distrust_settled (
    "position" bigint NOT NULL,
    distrust_id bigint NOT NULL,
    settled_at timestamp with time zone NOT NULL,
    settled_as text NOT NULL,
    act_id bigint,
    CONSTRAINT distrust_settled_check CHECK (((settled_as = 'herleverd'::text) = (act_id IS NULL))),
    CONSTRAINT distrust_settled_settled_as_check CHECK ((settled_as = ANY (ARRAY['herleverd'::text, 'vertrouwd'::text, 'onjuist'::text])))
);

CREATE TABLE jds.effect (
    "position" bigint NOT NULL,
    effect text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT effect_effect_check CHECK ((effect = ANY (ARRAY['toegepast'::text, 'wachtend'::text, 'tegenstrijdig'::text, 'verborgen'::text, 'achterhaald'::text, 'ingetrokken'::text])))
);

CREATE TABLE jds.fate_count (
    source text NOT NULL,
    day date NOT NULL,
    received bigint DEFAULT 0 NOT NULL,
    accepted bigint DEFAULT 0 NOT NULL,
    duplicates bigint DEFAULT 0 NOT NULL,
    set_aside bigint DEFAULT 0 NOT NULL,
    refused bigint DEFAULT 0 NOT NULL,
    CONSTRAINT nothing_lost CHECK ((received = (((accepted + duplicates) + set_aside) + refused)))
);

CREATE TABLE jds.file_permit (
    number bigint NOT NULL,
    file_digest bytea NOT NULL,
    permitted_at timestamp with time zone NOT NULL,
    done text GENERATED ALWAYS AS ('uitgevoerd'::text) STORED NOT NULL,
    verb text GENERATED ALWAYS AS ('intake propose'::text) STORED NOT NULL
);

CREATE TABLE jds.hold (
    answer_id bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    review_on date NOT NULL,
    ends_on date NOT NULL,
    CONSTRAINT hold_check CHECK ((review_on <= ends_on))
);

COMMENT ON TABLE jds.hold IS 'Decisions that the register advised to hold (aanhouding); append-only.';

CREATE TABLE jds.hold_end (
    answer_id bigint NOT NULL,
    ended_at timestamp with time zone NOT NULL,
    how text NOT NULL,
    by_answer bigint,
    CONSTRAINT hold_end_check CHECK (((how = 'vervangen'::text) = (by_answer IS NOT NULL))),
    CONSTRAINT hold_end_how_check CHECK ((how = ANY (ARRAY['vrijgegeven'::text, 'verlopen'::text, 'vervangen'::text])))
);

COMMENT ON TABLE jds.hold_end IS 'How and when a hold ended: released, its term over, or replaced; append-only.';

CREATE TABLE jds.hold_message (
    answer_id bigint NOT NULL,
    doubt text NOT NULL,
    "position" bigint,
    set_aside bigint,
    CONSTRAINT hold_message_check CHECK ((("position" IS NULL) <> (set_aside IS NULL)))
);

ALTER TABLE jds.identity_claim ALTER COLUMN claim_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.identity_claim_claim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.identity_decision (
    decision_id bigint NOT NULL,
    search_id bigint NOT NULL,
    act_id bigint NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    method text NOT NULL,
    subject_id bigint
);

COMMENT ON TABLE jds.identity_decision IS 'Who is meant by a description, as a person decided (besluit); append-only.';

CREATE TABLE jds.identity_decision_considered (
    decision_id bigint NOT NULL,
    subject_id bigint NOT NULL,
    weight double precision NOT NULL
);

ALTER TABLE jds.identity_decision ALTER COLUMN decision_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.identity_decision_decision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.identity_decision_taken_back (
    decision_id bigint NOT NULL,
    act_id bigint NOT NULL,
    taken_back_at timestamp with time zone NOT NULL
);

CREATE TABLE jds.identity_decision_words (
    decision_id bigint NOT NULL,
    is_taking_back boolean NOT NULL,
    reason text NOT NULL
);

CREATE TABLE jds.identity_index (
    only_row boolean DEFAULT true NOT NULL,
    form text NOT NULL,
    CONSTRAINT identity_index_only_row_check CHECK (only_row)
);

CREATE TABLE jds.kept_search (
    search_id bigint NOT NULL,
    act_id bigint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    recipient text NOT NULL,
    purpose text NOT NULL,
    "position" bigint NOT NULL,
    known_at timestamp with time zone NOT NULL,
    edition text NOT NULL,
    found text NOT NULL,
    method text NOT NULL,
    CONSTRAINT kept_search_found_check CHECK ((found = ANY (ARRAY['zeker'::text, 'strijdig'::text, 'kandidaten'::text, 'niet'::text])))
);

COMMENT ON TABLE jds.kept_search IS 'Searches by description for an answer (zoekvraag): of nobody; append-only.';

CREATE TABLE jds.kept_search_candidate (
    search_id bigint NOT NULL,
    rank integer NOT NULL,
    subject_id bigint NOT NULL,
    is_leading boolean NOT NULL,
    weight double precision NOT NULL,
    CONSTRAINT kept_search_candidate_rank_check CHECK ((rank >= 1))
);

CREATE TABLE jds.kept_search_content (
    search_id bigint NOT NULL,
    person text NOT NULL
);

CREATE TABLE jds.kept_search_question (
    search_id bigint NOT NULL,
    question bytea NOT NULL
);

ALTER TABLE jds.kept_search ALTER COLUMN search_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.kept_search_search_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.law_adoption (
    adoption_id bigint NOT NULL,
    edition text NOT NULL,
    adopted_at timestamp with time zone NOT NULL,
    "position" bigint NOT NULL,
    act_id bigint NOT NULL,
    files_digest bytea NOT NULL
);

ALTER TABLE jds.law_adoption ALTER COLUMN adoption_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.law_adoption_adoption_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.law_edition (
    name text NOT NULL,
    content bytea NOT NULL,
    CONSTRAINT law_edition_name_check CHECK ((name ~ '^[0-9a-f]{16}$'::text))
);

COMMENT ON TABLE jds.law_edition IS 'Sets of rules (edities) that answers were given under.';

CREATE TABLE jds.ledger_erasure (
    "position" bigint NOT NULL,
    erased_on date NOT NULL,
    erased_at timestamp with time zone NOT NULL,
    rule text NOT NULL
);

CREATE TABLE jds.ledger_head (
    only_row boolean DEFAULT true NOT NULL,
    "position" bigint NOT NULL,
    chain bytea NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    next_subject bigint NOT NULL,
    CONSTRAINT ledger_head_only_row_check CHECK (only_row)
);

CREATE TABLE jds.ledger_line (
    "position" bigint NOT NULL,
    source_id integer NOT NULL,
    message_id text NOT NULL,
    kind text NOT NULL,
    "time" timestamp with time zone NOT NULL,
    sequence integer NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    content_digest bytea NOT NULL,
    commitment bytea NOT NULL,
    displaces bigint,
    chain bytea NOT NULL
);

COMMENT ON TABLE jds.ledger_line IS 'Every accepted message in order of knowledge (grootboek); append-only.';

CREATE TABLE jds.ledger_payload (
    "position" bigint NOT NULL,
    salt bytea NOT NULL,
    content text NOT NULL,
    unknown_dates text[]
);

CREATE TABLE jds.ledger_reference (
    "position" bigint NOT NULL,
    source text NOT NULL,
    message_id text NOT NULL
);

CREATE TABLE jds.migration (
    number integer NOT NULL,
    name text NOT NULL,
    digest text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE jds.number_claim (
    kind text NOT NULL,
    value text NOT NULL,
    subject_id bigint NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT number_claim_kind_check CHECK ((kind = ANY (ARRAY['bsn'::text, 'v'::text])))
);

CREATE TABLE jds.paper_apart (
    paper_position bigint NOT NULL,
    digital_position bigint NOT NULL,
    act_id bigint NOT NULL
);

CREATE TABLE jds.paper_entry (
    "position" bigint NOT NULL,
    number bigint NOT NULL,
    act_id bigint NOT NULL,
    gap_from timestamp with time zone
);

CREATE TABLE jds.paper_item (
    number bigint NOT NULL,
    source_id integer,
    channel text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    act_id bigint NOT NULL,
    returned_at timestamp with time zone,
    returned_by_act bigint,
    returned_reason text,
    CONSTRAINT paper_item_channel_check CHECK ((channel = ANY (ARRAY['papier'::text, 'koerier'::text, 'e-mail'::text, 'telefoon'::text]))),
    CONSTRAINT paper_item_check CHECK ((received_at <= registered_at)),
    CONSTRAINT paper_item_check1 CHECK (((returned_at IS NULL) = (returned_by_act IS NULL))),
    CONSTRAINT paper_item_check2 CHECK (((returned_at IS NULL) = (returned_reason IS NULL))),
    CONSTRAINT paper_item_returned_reason_check CHECK ((returned_reason = ANY (ARRAY['niet-van-een-bron'::text, 'niet-voor-dit-register'::text, 'onleesbaar'::text, 'al-ontvangen'::text, 'bericht-bestaat-niet'::text])))
);

COMMENT ON TABLE jds.paper_item IS 'What came outside the digital way, each with its intake number (innamenummer).';

CREATE TABLE jds.paper_item_content (
    number bigint NOT NULL,
    about text NOT NULL,
    file_digest bytea,
    file_length bigint
);

ALTER TABLE jds.paper_item ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.paper_item_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.paper_pair (
    pair_id bigint NOT NULL,
    paper_position bigint NOT NULL,
    digital_position bigint NOT NULL,
    paired_at timestamp with time zone NOT NULL,
    act_id bigint,
    method text NOT NULL,
    reasons text[] NOT NULL,
    ended_at timestamp with time zone,
    ended_by_act bigint,
    CONSTRAINT paper_pair_check CHECK (((ended_at IS NULL) = (ended_by_act IS NULL))),
    CONSTRAINT paper_pair_check1 CHECK ((ended_at >= paired_at))
);

ALTER TABLE jds.paper_pair ALTER COLUMN pair_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.paper_pair_pair_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.person_search (
    search_id bigint NOT NULL,
    act_id bigint NOT NULL,
    actor text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    asked_by text NOT NULL,
    in_batch boolean NOT NULL,
    "position" bigint NOT NULL,
    method text NOT NULL,
    result text NOT NULL,
    candidates integer NOT NULL,
    CONSTRAINT person_search_asked_by_check CHECK ((asked_by = ANY (ARRAY['nummer'::text, 'beschrijving'::text]))),
    CONSTRAINT person_search_candidates_check CHECK ((candidates >= 0)),
    CONSTRAINT person_search_result_check CHECK ((result = ANY (ARRAY['zeker'::text, 'strijdig'::text, 'kandidaten'::text, 'niet'::text, 'geweigerd'::text])))
);

COMMENT ON TABLE jds.person_search IS 'Searches for persons (zoekvragen): of nobody; append-only.';

ALTER TABLE jds.person_search ALTER COLUMN search_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.person_search_search_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.proposal (
    number bigint NOT NULL,
    verb text NOT NULL,
    digest bytea NOT NULL,
    proposer text NOT NULL,
    proposed_by_act bigint NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    state text DEFAULT 'voorgesteld'::text NOT NULL,
    settled_at timestamp with time zone,
    approver text,
    settled_by_act bigint,
    CONSTRAINT nothing_done_alone CHECK (((state = 'uitgevoerd'::text) = (approver IS NOT NULL))),
    CONSTRAINT nothing_done_too_late CHECK (((state <> 'uitgevoerd'::text) OR (settled_at < expires_at))),
    CONSTRAINT proposal_check CHECK ((expires_at > proposed_at)),
    CONSTRAINT proposal_check1 CHECK (((state = 'voorgesteld'::text) = (settled_at IS NULL))),
    CONSTRAINT proposal_check2 CHECK (((state = ANY (ARRAY['uitgevoerd'::text, 'ingetrokken'::text])) = (settled_by_act IS NOT NULL))),
    CONSTRAINT proposal_state_check CHECK ((state = ANY (ARRAY['voorgesteld'::text, 'uitgevoerd'::text, 'ingetrokken'::text, 'vervallen'::text]))),
    CONSTRAINT two_people CHECK ((approver <> proposer))
);

COMMENT ON TABLE jds.proposal IS 'Acts that one person proposed and another carries out (voorstel).';

CREATE TABLE jds.proposal_about (
    number bigint NOT NULL,
    subject_id bigint NOT NULL,
    case_names text[] NOT NULL
);

CREATE TABLE jds.proposal_content (
    number bigint NOT NULL,
    content text NOT NULL,
    reason text NOT NULL,
    settled_reason text
);

ALTER TABLE jds.proposal ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.proposal_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.quarantine_case (
    case_id bigint NOT NULL,
    harm smallint
);

ALTER TABLE jds.quarantine_case ALTER COLUMN case_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.quarantine_case_case_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.quarantine_case_name (
    name text NOT NULL,
    case_id bigint NOT NULL
);

CREATE TABLE jds.quarantine_finding (
    finding_id bigint NOT NULL,
    source_id integer NOT NULL,
    kind text NOT NULL,
    severity text NOT NULL,
    sentence text NOT NULL,
    found_at timestamp with time zone NOT NULL,
    CONSTRAINT quarantine_finding_severity_check CHECK ((severity = ANY (ARRAY['ernstig'::text, 'opvallend'::text])))
);

CREATE TABLE jds.quarantine_finding_about (
    number bigint NOT NULL,
    finding_id bigint NOT NULL
);

ALTER TABLE jds.quarantine_finding ALTER COLUMN finding_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.quarantine_finding_finding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.quarantine_item (
    number bigint NOT NULL,
    source_id integer NOT NULL,
    case_id bigint NOT NULL,
    harm smallint NOT NULL,
    kind text NOT NULL,
    logged_on date NOT NULL,
    counts_on date NOT NULL,
    "time" timestamp with time zone NOT NULL,
    sequence integer NOT NULL,
    content_digest bytea NOT NULL,
    concerns text,
    is_compared boolean DEFAULT false NOT NULL,
    release_id bigint
);

CREATE TABLE jds.quarantine_release (
    release_id bigint NOT NULL,
    act_id bigint NOT NULL,
    source_id integer NOT NULL,
    slice text NOT NULL,
    digest bytea NOT NULL,
    messages bigint NOT NULL,
    findings bigint NOT NULL,
    released_at timestamp with time zone NOT NULL
);

COMMENT ON TABLE jds.quarantine_release IS 'Parts of the quarantine that a release officer let in (vrijgave).';

ALTER TABLE jds.quarantine_release ALTER COLUMN release_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.quarantine_release_release_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.quarantine_sorting (
    only_row boolean DEFAULT true NOT NULL,
    through_number bigint NOT NULL,
    edition text NOT NULL,
    CONSTRAINT quarantine_sorting_only_row_check CHECK (only_row)
);

CREATE TABLE jds.reader (
    name text NOT NULL,
    "position" bigint NOT NULL
);

CREATE TABLE jds.refusal (
    message_digest bytea NOT NULL,
    refused_at timestamp with time zone NOT NULL
);

CREATE TABLE jds.related (
    subject_id bigint NOT NULL,
    other_id bigint NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT related_check CHECK ((subject_id <> other_id))
);

CREATE TABLE jds.resend_request (
    number bigint NOT NULL,
    source_id integer NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    act_id bigint NOT NULL,
    ranges int8multirange NOT NULL,
    CONSTRAINT resend_request_ranges_check CHECK ((NOT isempty(ranges)))
);

ALTER TABLE jds.resend_request ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.resend_request_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.review_about (
    number bigint NOT NULL,
    subject_id bigint NOT NULL,
    side smallint NOT NULL,
    CONSTRAINT review_about_side_check CHECK ((side = ANY (ARRAY[1, 2])))
);

CREATE TABLE jds.review_again (
    again_id bigint NOT NULL,
    subject_id bigint NOT NULL
);

ALTER TABLE jds.review_again ALTER COLUMN again_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.review_again_again_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.review_evidence (
    evidence_id bigint NOT NULL,
    number bigint NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    "position" bigint NOT NULL,
    grounds text[] NOT NULL,
    weight double precision NOT NULL,
    strength text NOT NULL,
    fields text NOT NULL,
    method text NOT NULL,
    CONSTRAINT review_evidence_strength_check CHECK ((strength = ANY (ARRAY['geen'::text, 'mogelijk'::text, 'waarschijnlijk'::text, 'vrijwel-zeker'::text])))
);

ALTER TABLE jds.review_evidence ALTER COLUMN evidence_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.review_evidence_evidence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.review_item (
    number bigint NOT NULL,
    kind text NOT NULL,
    origin text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT review_item_kind_check CHECK ((kind = ANY (ARRAY['mogelijk-een'::text, 'mogelijk-twee'::text]))),
    CONSTRAINT review_item_origin_check CHECK ((origin = ANY (ARRAY['intake'::text, 'zoeken'::text, 'nachtronde'::text])))
);

COMMENT ON TABLE jds.review_item IS 'Doubtful identities (te beoordelen): of nobody; append-only.';

ALTER TABLE jds.review_item ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.review_item_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.review_judgement (
    judgement_id bigint NOT NULL,
    number bigint NOT NULL,
    act_id bigint NOT NULL,
    judged_at timestamp with time zone NOT NULL,
    judgement text NOT NULL,
    weight double precision NOT NULL,
    grounds text[] NOT NULL,
    proposal bigint,
    CONSTRAINT review_judgement_check CHECK (((proposal IS NULL) OR (judgement = 'positief'::text))),
    CONSTRAINT review_judgement_judgement_check CHECK ((judgement = ANY (ARRAY['positief'::text, 'negatief'::text, 'nooit-meer'::text, 'onzeker'::text])))
);

COMMENT ON TABLE jds.review_judgement IS 'What people judged of doubtful identities (oordeel); append-only.';

ALTER TABLE jds.review_judgement ALTER COLUMN judgement_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.review_judgement_judgement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.review_pass (
    only_row boolean DEFAULT true NOT NULL,
    method text DEFAULT ''::text NOT NULL,
    through bigint,
    done_subject bigint,
    CONSTRAINT review_pass_check CHECK (((through IS NULL) = (done_subject IS NULL))),
    CONSTRAINT review_pass_only_row_check CHECK (only_row)
);

CREATE TABLE jds.review_taken_back (
    judgement_id bigint NOT NULL,
    act_id bigint NOT NULL,
    taken_back_at timestamp with time zone NOT NULL
);

CREATE TABLE jds.review_turn (
    turn_id bigint NOT NULL,
    number bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    turn text NOT NULL,
    why text NOT NULL,
    CONSTRAINT review_turn_turn_check CHECK ((turn = ANY (ARRAY['gesloten'::text, 'heropend'::text]))),
    CONSTRAINT review_turn_why_check CHECK ((why = ANY (ARRAY['te-weinig'::text, 'een-persoon'::text, 'niet-een'::text, 'niets-te-tonen'::text, 'nieuwe-aanwijzing'::text])))
);

ALTER TABLE jds.review_turn ALTER COLUMN turn_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.review_turn_turn_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.review_words (
    judgement_id bigint NOT NULL,
    is_taking_back boolean NOT NULL,
    reason text NOT NULL
);

CREATE TABLE jds.sequence_clash (
    source_id integer NOT NULL,
    sequence bigint NOT NULL,
    message_id text NOT NULL,
    seen_at timestamp with time zone NOT NULL
);

CREATE TABLE jds.set_aside (
    number bigint NOT NULL,
    source text,
    message_id text,
    reason text NOT NULL,
    explanation text NOT NULL,
    sequence integer,
    content bytea,
    content_length bigint NOT NULL,
    content_digest bytea NOT NULL,
    whole_digest bytea NOT NULL,
    file_digest bytea,
    line bigint,
    since timestamp with time zone NOT NULL,
    received_on date NOT NULL,
    owner text NOT NULL,
    state text DEFAULT 'apart-gezet'::text NOT NULL,
    settled_at timestamp with time zone,
    settled_by text,
    settled_reason text,
    released_at_position bigint,
    displaced_position bigint,
    CONSTRAINT set_aside_check CHECK (((state = 'apart-gezet'::text) = (settled_at IS NULL))),
    CONSTRAINT set_aside_check1 CHECK (((state = 'vrijgegeven'::text) = (released_at_position IS NOT NULL))),
    CONSTRAINT set_aside_check2 CHECK (((message_id IS NULL) OR (source IS NOT NULL))),
    CONSTRAINT set_aside_state_check CHECK ((state = ANY (ARRAY['apart-gezet'::text, 'vrijgegeven'::text, 'teruggegeven'::text])))
);

CREATE TABLE jds.set_aside_about (
    number bigint NOT NULL,
    key text NOT NULL
);

ALTER TABLE jds.set_aside ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.set_aside_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.shield (
    number bigint NOT NULL,
    kind text NOT NULL,
    case_names text[] NOT NULL,
    offences text[] NOT NULL,
    ground text NOT NULL,
    allowed text[] NOT NULL,
    since timestamp with time zone NOT NULL,
    lifted_at timestamp with time zone,
    lifted_by bigint,
    told_on date,
    done text GENERATED ALWAYS AS ('uitgevoerd'::text) STORED NOT NULL,
    set_by text GENERATED ALWAYS AS ('shield propose'::text) STORED NOT NULL,
    lift_by text GENERATED ALWAYS AS ('shield lift'::text) STORED NOT NULL,
    CONSTRAINT shield_case_names_check CHECK ((cardinality(case_names) > 0)),
    CONSTRAINT shield_check CHECK (((lifted_at IS NULL) = (lifted_by IS NULL))),
    CONSTRAINT shield_check1 CHECK ((lifted_at >= since)),
    CONSTRAINT shield_kind_check CHECK ((kind = ANY (ARRAY['afgeschermd'::text, 'betwist'::text]))),
    CONSTRAINT shield_offences_check CHECK ((cardinality(offences) > 0)),
    CONSTRAINT told_before_lifting CHECK (((lifted_at IS NULL) = (told_on IS NULL))),
    CONSTRAINT told_some_day_before CHECK ((told_on < ((lifted_at AT TIME ZONE 'Europe/Amsterdam'::text))::date))
);

COMMENT ON TABLE jds.shield IS 'Facts that the register itself shields or marks as disputed, Wjsg art. 22(3), 26.';

CREATE TABLE jds.shield_about (
    number bigint NOT NULL,
    subject_id bigint NOT NULL
);

CREATE TABLE jds.shield_notice (
    act_id bigint NOT NULL,
    number bigint NOT NULL,
    told_on date NOT NULL,
    told_by text NOT NULL
);

CREATE TABLE jds.source (
    source_id integer NOT NULL,
    urn text NOT NULL,
    kind text NOT NULL,
    first_sequence integer NOT NULL,
    added_at timestamp with time zone NOT NULL,
    known_from_position bigint NOT NULL,
    highest bigint NOT NULL,
    paper_of integer,
    CONSTRAINT source_check CHECK (((paper_of IS NULL) OR (urn ~~ '%:systeem:papier-%'::text))),
    CONSTRAINT source_first_sequence_check CHECK ((first_sequence >= 1)),
    CONSTRAINT source_kind_check CHECK ((kind = ANY (ARRAY['om'::text, 'court'::text, 'cjib'::text, 'police'::text, 'penal-order-body'::text, 'person-authority'::text, 'minister'::text, 'foreign-court'::text]))),
    CONSTRAINT source_urn_check CHECK ((urn ~ '^urn:nld:oin:[0-9]{20}:systeem:.+$'::text))
);

COMMENT ON TABLE jds.source IS 'Who may send (bron), Bjsg art. 10.';

CREATE TABLE jds.source_alarm (
    number bigint NOT NULL,
    source_id integer NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    facts jsonb NOT NULL,
    is_missing boolean NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    act_id bigint,
    reason text,
    CONSTRAINT source_alarm_check CHECK ((closed_at > opened_at)),
    CONSTRAINT source_alarm_check1 CHECK (((act_id IS NULL) OR (closed_at IS NOT NULL))),
    CONSTRAINT source_alarm_check2 CHECK (((act_id IS NULL) = (reason IS NULL))),
    CONSTRAINT source_alarm_kind_check CHECK ((kind = ANY (ARRAY['stilte'::text, 'hartslag-mist'::text, 'gat'::text, 'aantallen-verschillen'::text, 'lege-dag'::text, 'nummers-terug'::text, 'nummer-botst'::text, 'onbekende-codes'::text, 'klok-wijkt-af'::text])))
);

COMMENT ON TABLE jds.source_alarm IS 'What is or was wrong with a source (alarm).';

ALTER TABLE jds.source_alarm ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.source_alarm_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.source_day (
    source_id integer NOT NULL,
    day date NOT NULL,
    kind text NOT NULL,
    messages bigint NOT NULL
);

CREATE TABLE jds.source_difference (
    difference_id bigint NOT NULL,
    source_id integer NOT NULL,
    statement_position bigint NOT NULL,
    sequence bigint NOT NULL,
    differences jsonb NOT NULL,
    seen_at_position bigint NOT NULL,
    closed_at_position bigint,
    CONSTRAINT source_difference_check CHECK ((closed_at_position > seen_at_position))
);

ALTER TABLE jds.source_difference ALTER COLUMN difference_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.source_difference_difference_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.source_distrust (
    distrust_id bigint NOT NULL,
    source_id integer NOT NULL,
    from_at timestamp with time zone NOT NULL,
    after_position bigint NOT NULL,
    through_position bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    act_id bigint,
    CONSTRAINT source_distrust_check CHECK ((through_position >= after_position))
);

COMMENT ON TABLE jds.source_distrust IS 'Periods of which the messages of a source are doubtful (wantrouwen).';

ALTER TABLE jds.source_distrust ALTER COLUMN distrust_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.source_distrust_distrust_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.source_gap (
    gap_id bigint NOT NULL,
    source_id integer NOT NULL,
    first_missing bigint NOT NULL,
    last_missing bigint NOT NULL,
    seen_at_position bigint NOT NULL,
    closed_at_position bigint,
    missing_since timestamp with time zone NOT NULL,
    CONSTRAINT source_gap_check CHECK ((last_missing >= first_missing)),
    CONSTRAINT source_gap_check1 CHECK ((closed_at_position > seen_at_position))
);

ALTER TABLE jds.source_gap ALTER COLUMN gap_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.source_gap_gap_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.source_key (
    key_id bigint NOT NULL,
    source_id integer NOT NULL,
    public_key bytea NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    registered_by bigint NOT NULL,
    registered_as text NOT NULL,
    revoked_from timestamp with time zone,
    revoked_at timestamp with time zone,
    done text GENERATED ALWAYS AS ('uitgevoerd'::text) STORED NOT NULL,
    CONSTRAINT source_key_check CHECK (((revoked_from IS NULL) = (revoked_at IS NULL))),
    CONSTRAINT source_key_public_key_check CHECK ((octet_length(public_key) = 32)),
    CONSTRAINT source_key_registered_as_check CHECK ((registered_as = ANY (ARRAY['source key'::text, 'source reconnect'::text])))
);

COMMENT ON TABLE jds.source_key IS 'Public keys (Ed25519) with which sources sign their files (sleutel van een bron).';

ALTER TABLE jds.source_key ALTER COLUMN key_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME jds.source_key_key_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE jds.source_mark (
    source_id integer NOT NULL,
    "position" bigint NOT NULL,
    received_at timestamp with time zone NOT NULL,
    last_time timestamp with time zone,
    highest bigint NOT NULL
);

CREATE TABLE jds.source_order (
    source_id integer NOT NULL,
    top_sequence bigint NOT NULL,
    top_at timestamp with time zone NOT NULL,
    newest_sequence bigint NOT NULL,
    newest_at timestamp with time zone NOT NULL,
    ahead interval NOT NULL
);

CREATE TABLE jds.source_quarantine (
    source_id integer NOT NULL,
    "position" bigint NOT NULL,
    messages bigint NOT NULL,
    first bigint,
    CONSTRAINT source_quarantine_messages_check CHECK ((messages >= 0))
);

CREATE TABLE jds.source_rhythm (
    source_id integer NOT NULL,
    since timestamp with time zone NOT NULL,
    silent_after interval NOT NULL,
    heartbeat_every interval,
    usual_delay interval,
    expected integer[],
    complete_from_at timestamp with time zone,
    act_id bigint,
    CONSTRAINT source_rhythm_expected_check CHECK ((cardinality(expected) = 7)),
    CONSTRAINT source_rhythm_heartbeat_every_check CHECK ((heartbeat_every > '00:00:00'::interval)),
    CONSTRAINT source_rhythm_silent_after_check CHECK ((silent_after > '00:00:00'::interval)),
    CONSTRAINT source_rhythm_usual_delay_check CHECK ((usual_delay >= '00:00:00'::interval))
);

COMMENT ON TABLE jds.source_rhythm IS 'What was agreed with a source: how often it is heard, and how much comes (ritme).';

CREATE TABLE jds.source_standing (
    source_id integer NOT NULL,
    since timestamp with time zone NOT NULL,
    "position" bigint NOT NULL,
    former text NOT NULL,
    standing text NOT NULL,
    actor text NOT NULL,
    act_id bigint,
    reason text NOT NULL,
    isolated_since timestamp with time zone,
    distrusted_from timestamp with time zone,
    CONSTRAINT by_somebody_or_by_the_watch CHECK (((act_id IS NULL) = (actor = 'jds watch'::text))),
    CONSTRAINT cut_off_until_current CHECK (((isolated_since IS NULL) = (standing = ANY (ARRAY['actueel'::text, 'laat'::text])))),
    CONSTRAINT source_standing_check CHECK (((distrusted_from IS NULL) OR (isolated_since IS NOT NULL))),
    CONSTRAINT source_standing_former_check CHECK ((former = ANY (ARRAY['actueel'::text, 'laat'::text, 'afgesneden'::text, 'terugkerend'::text, 'inhalen'::text]))),
    CONSTRAINT source_standing_reason_check CHECK ((reason <> ''::text)),
    CONSTRAINT source_standing_standing_check CHECK ((standing = ANY (ARRAY['actueel'::text, 'laat'::text, 'afgesneden'::text, 'terugkerend'::text, 'inhalen'::text])))
);

COMMENT ON TABLE jds.source_standing IS 'Every change of the standing of a source (stand), who made it and why; append-only.';

CREATE TABLE jds.source_statement (
    source_id integer NOT NULL,
    "position" bigint NOT NULL,
    complete_through_at timestamp with time zone,
    last_sequence bigint,
    sequence bigint,
    counts jsonb,
    made_at timestamp with time zone NOT NULL,
    holds_through_at timestamp with time zone,
    undone_at_position bigint
);

CREATE TABLE jds.source_unknown_code (
    source_id integer NOT NULL,
    day date NOT NULL,
    messages bigint NOT NULL
);

CREATE TABLE jds.subject (
    subject_id bigint NOT NULL,
    key text NOT NULL
);

CREATE TABLE jds.unwatched (
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone NOT NULL,
    CONSTRAINT unwatched_check CHECK ((from_at < until_at))
);

COMMENT ON TABLE jds.unwatched IS 'When nobody watched the sources (onbewaakt); append-only.';

CREATE TABLE jds.watch_beat (
    only_row boolean DEFAULT true NOT NULL,
    beat_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    CONSTRAINT watch_beat_only_row_check CHECK (only_row)
);

ALTER TABLE ONLY jds.about
    ADD CONSTRAINT about_pkey PRIMARY KEY (subject_id, "position");

ALTER TABLE ONLY jds.access_line
    ADD CONSTRAINT access_line_pkey PRIMARY KEY (line_id);

ALTER TABLE ONLY jds.act
    ADD CONSTRAINT act_pkey PRIMARY KEY (act_id);

ALTER TABLE ONLY jds.actor
    ADD CONSTRAINT actor_pkey PRIMARY KEY (name);

ALTER TABLE ONLY jds.actor
    ADD CONSTRAINT actor_public_key_key UNIQUE (public_key);

ALTER TABLE ONLY jds.advice_change
    ADD CONSTRAINT advice_change_pkey PRIMARY KEY (number);

ALTER TABLE ONLY jds.answer_about
    ADD CONSTRAINT answer_about_pkey PRIMARY KEY (answer_id, subject_id);

ALTER TABLE ONLY jds.answer
    ADD CONSTRAINT answer_act_id_key UNIQUE (act_id);

ALTER TABLE ONLY jds.answer_candidate
    ADD CONSTRAINT answer_candidate_pkey PRIMARY KEY (answer_id, subject_id);

ALTER TABLE ONLY jds.answer_content
    ADD CONSTRAINT answer_content_pkey PRIMARY KEY (answer_id);

ALTER TABLE ONLY jds.answer_currency
    ADD CONSTRAINT answer_currency_pkey PRIMARY KEY (answer_id);

ALTER TABLE ONLY jds.answer_erasure
    ADD CONSTRAINT answer_erasure_pkey PRIMARY KEY (answer_id, erased_on, rule);

ALTER TABLE ONLY jds.answer_identity
    ADD CONSTRAINT answer_identity_pkey PRIMARY KEY (answer_id);

ALTER TABLE ONLY jds.answer_missing
    ADD CONSTRAINT answer_missing_pkey PRIMARY KEY (answer_id, source_id);

ALTER TABLE ONLY jds.answer_number
    ADD CONSTRAINT answer_number_pkey PRIMARY KEY (answer_id);

ALTER TABLE ONLY jds.answer
    ADD CONSTRAINT answer_pkey PRIMARY KEY (answer_id);

ALTER TABLE ONLY jds.answer_risk
    ADD CONSTRAINT answer_risk_pkey PRIMARY KEY (answer_id);

ALTER TABLE ONLY jds.case_lead_about
    ADD CONSTRAINT case_lead_about_pkey PRIMARY KEY (subject_id, lead_id);

ALTER TABLE ONLY jds.case_lead
    ADD CONSTRAINT case_lead_act_id_key UNIQUE (act_id);

ALTER TABLE ONLY jds.case_lead
    ADD CONSTRAINT case_lead_pkey PRIMARY KEY (lead_id);

ALTER TABLE ONLY jds.catch_up_step
    ADD CONSTRAINT catch_up_step_pkey PRIMARY KEY (step_id);

ALTER TABLE ONLY jds.clerk_link
    ADD CONSTRAINT clerk_link_ended_by_key UNIQUE (ended_by);

ALTER TABLE ONLY jds.clerk_link
    ADD CONSTRAINT clerk_link_pkey PRIMARY KEY (number);

ALTER TABLE ONLY jds.delivery
    ADD CONSTRAINT delivery_pkey PRIMARY KEY (delivery_id);

ALTER TABLE ONLY jds.distrust_settled
    ADD CONSTRAINT distrust_settled_pkey PRIMARY KEY ("position", distrust_id);

ALTER TABLE ONLY jds.effect
    ADD CONSTRAINT effect_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY jds.family_name
    ADD CONSTRAINT family_name_pkey PRIMARY KEY (name);

ALTER TABLE ONLY jds.fate_count
    ADD CONSTRAINT fate_count_pkey PRIMARY KEY (source, day);

ALTER TABLE ONLY jds.file_permit
    ADD CONSTRAINT file_permit_pkey PRIMARY KEY (number);

ALTER TABLE ONLY jds.hold_end
    ADD CONSTRAINT hold_end_pkey PRIMARY KEY (answer_id);

ALTER TABLE ONLY jds.hold
    ADD CONSTRAINT hold_pkey PRIMARY KEY (answer_id);

ALTER TABLE ONLY jds.identity_claim
    ADD CONSTRAINT identity_claim_pkey PRIMARY KEY (claim_id);

ALTER TABLE ONLY jds.identity_claim
    ADD CONSTRAINT identity_claim_subject_id_digest_key UNIQUE (subject_id, digest);

ALTER TABLE ONLY jds.identity_decision
    ADD CONSTRAINT identity_decision_act_id_key UNIQUE (act_id);

ALTER TABLE ONLY jds.identity_decision_considered
    ADD CONSTRAINT identity_decision_considered_pkey PRIMARY KEY (decision_id, subject_id);

ALTER TABLE ONLY jds.identity_decision
    ADD CONSTRAINT identity_decision_pkey PRIMARY KEY (decision_id);

ALTER TABLE ONLY jds.identity_decision_taken_back
    ADD CONSTRAINT identity_decision_taken_back_act_id_key UNIQUE (act_id);

ALTER TABLE ONLY jds.identity_decision_taken_back
    ADD CONSTRAINT identity_decision_taken_back_pkey PRIMARY KEY (decision_id);

ALTER TABLE ONLY jds.identity_decision_words
    ADD CONSTRAINT identity_decision_words_pkey PRIMARY KEY (decision_id, is_taking_back);

ALTER TABLE ONLY jds.identity_index
    ADD CONSTRAINT identity_index_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY jds.kept_search
    ADD CONSTRAINT kept_search_act_id_key UNIQUE (act_id);

ALTER TABLE ONLY jds.kept_search_candidate
    ADD CONSTRAINT kept_search_candidate_pkey PRIMARY KEY (search_id, subject_id);

ALTER TABLE ONLY jds.kept_search_content
    ADD CONSTRAINT kept_search_content_pkey PRIMARY KEY (search_id);

ALTER TABLE ONLY jds.kept_search
    ADD CONSTRAINT kept_search_pkey PRIMARY KEY (search_id);

ALTER TABLE ONLY jds.kept_search_question
    ADD CONSTRAINT kept_search_question_pkey PRIMARY KEY (search_id);

ALTER TABLE ONLY jds.law_adoption
    ADD CONSTRAINT law_adoption_adopted_at_key UNIQUE (adopted_at);

ALTER TABLE ONLY jds.law_adoption
    ADD CONSTRAINT law_adoption_pkey PRIMARY KEY (adoption_id);

ALTER TABLE ONLY jds.law_edition
    ADD CONSTRAINT law_edition_pkey PRIMARY KEY (name);

ALTER TABLE ONLY jds.ledger_erasure
    ADD CONSTRAINT ledger_erasure_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY jds.ledger_head
    ADD CONSTRAINT ledger_head_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY jds.ledger_line
    ADD CONSTRAINT ledger_line_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY jds.ledger_payload
    ADD CONSTRAINT ledger_payload_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY jds.ledger_reference
    ADD CONSTRAINT ledger_reference_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY jds.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (number);

ALTER TABLE ONLY jds.number_claim
    ADD CONSTRAINT number_claim_pkey PRIMARY KEY (kind, value, subject_id);

ALTER TABLE ONLY jds.paper_apart
    ADD CONSTRAINT paper_apart_act_id_key UNIQUE (act_id);

ALTER TABLE ONLY jds.paper_apart
    ADD CONSTRAINT paper_apart_pkey PRIMARY KEY (paper_position, digital_position);

ALTER TABLE ONLY jds.paper_entry
    ADD CONSTRAINT paper_entry_act_id_key UNIQUE (act_id);

ALTER TABLE ONLY jds.paper_entry
    ADD CONSTRAINT paper_entry_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY jds.paper_item
    ADD CONSTRAINT paper_item_act_id_key UNIQUE (act_id);

ALTER TABLE ONLY jds.paper_item_content
    ADD CONSTRAINT paper_item_content_pkey PRIMARY KEY (number);

ALTER TABLE ONLY jds.paper_item
    ADD CONSTRAINT paper_item_pkey PRIMARY KEY (number);

ALTER TABLE ONLY jds.paper_item
    ADD CONSTRAINT paper_item_returned_by_act_key UNIQUE (returned_by_act);

ALTER TABLE ONLY jds.paper_pair
    ADD CONSTRAINT paper_pair_pkey PRIMARY KEY (pair_id);

ALTER TABLE ONLY jds.person_search
    ADD CONSTRAINT person_search_pkey PRIMARY KEY (search_id);

ALTER TABLE ONLY jds.proposal_about
    ADD CONSTRAINT proposal_about_pkey PRIMARY KEY (subject_id, number);

ALTER TABLE ONLY jds.proposal_content
    ADD CONSTRAINT proposal_content_pkey PRIMARY KEY (number);

ALTER TABLE ONLY jds.proposal
    ADD CONSTRAINT proposal_number_verb_state_key UNIQUE (number, verb, state);

ALTER TABLE ONLY jds.proposal
    ADD CONSTRAINT proposal_pkey PRIMARY KEY (number);

ALTER TABLE ONLY jds.proposal
    ADD CONSTRAINT proposal_proposed_by_act_key UNIQUE (proposed_by_act);

ALTER TABLE ONLY jds.proposal
    ADD CONSTRAINT proposal_settled_by_act_key UNIQUE (settled_by_act);

ALTER TABLE ONLY jds.quarantine_case_name
    ADD CONSTRAINT quarantine_case_name_pkey PRIMARY KEY (name);

ALTER TABLE ONLY jds.quarantine_case
    ADD CONSTRAINT quarantine_case_pkey PRIMARY KEY (case_id);

ALTER TABLE ONLY jds.quarantine_finding_about
    ADD CONSTRAINT quarantine_finding_about_pkey PRIMARY KEY (number, finding_id);

ALTER TABLE ONLY jds.quarantine_finding
    ADD CONSTRAINT quarantine_finding_pkey PRIMARY KEY (finding_id);

ALTER TABLE ONLY jds.quarantine_item
    ADD CONSTRAINT quarantine_item_pkey PRIMARY KEY (number);

ALTER TABLE ONLY jds.quarantine_release
    ADD CONSTRAINT quarantine_release_act_id_key UNIQUE (act_id);

ALTER TABLE ONLY jds.quarantine_release
    ADD CONSTRAINT quarantine_release_pkey PRIMARY KEY (release_id);

ALTER TABLE ONLY jds.quarantine_sorting
    ADD CONSTRAINT quarantine_sorting_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY jds.reader
    ADD CONSTRAINT reader_pkey PRIMARY KEY (name);

ALTER TABLE ONLY jds.refusal
    ADD CONSTRAINT refusal_pkey PRIMARY KEY (message_digest);

ALTER TABLE ONLY jds.related
    ADD CONSTRAINT related_pkey PRIMARY KEY (subject_id, other_id, "position");

ALTER TABLE ONLY jds.resend_request
    ADD CONSTRAINT resend_request_act_id_key UNIQUE (act_id);

ALTER TABLE ONLY jds.resend_request
    ADD CONSTRAINT resend_request_pkey PRIMARY KEY (number);

ALTER TABLE ONLY jds.review_about
    ADD CONSTRAINT review_about_pkey PRIMARY KEY (number, subject_id);

ALTER TABLE ONLY jds.review_again
    ADD CONSTRAINT review_again_pkey PRIMARY KEY (again_id);

ALTER TABLE ONLY jds.review_evidence
    ADD CONSTRAINT review_evidence_pkey PRIMARY KEY (evidence_id);

ALTER TABLE ONLY jds.review_item
    ADD CONSTRAINT review_item_pkey PRIMARY KEY (number);

ALTER TABLE ONLY jds.review_judgement
    ADD CONSTRAINT review_judgement_act_id_key UNIQUE (act_id);

ALTER TABLE ONLY jds.review_judgement
    ADD CONSTRAINT review_judgement_pkey PRIMARY KEY (judgement_id);

ALTER TABLE ONLY jds.review_judgement
    ADD CONSTRAINT review_judgement_proposal_key UNIQUE (proposal);

ALTER TABLE ONLY jds.review_pass
    ADD CONSTRAINT review_pass_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY jds.review_taken_back
    ADD CONSTRAINT review_taken_back_act_id_key UNIQUE (act_id);

ALTER TABLE ONLY jds.review_taken_back
    ADD CONSTRAINT review_taken_back_pkey PRIMARY KEY (judgement_id);

ALTER TABLE ONLY jds.review_turn
    ADD CONSTRAINT review_turn_pkey PRIMARY KEY (turn_id);

ALTER TABLE ONLY jds.review_words
    ADD CONSTRAINT review_words_pkey PRIMARY KEY (judgement_id, is_taking_back);

ALTER TABLE ONLY jds.sequence_clash
    ADD CONSTRAINT sequence_clash_pkey PRIMARY KEY (source_id, sequence, message_id);

ALTER TABLE ONLY jds.set_aside_about
    ADD CONSTRAINT set_aside_about_pkey PRIMARY KEY (key, number);

ALTER TABLE ONLY jds.set_aside
    ADD CONSTRAINT set_aside_pkey PRIMARY KEY (number);

ALTER TABLE ONLY jds.shield_about
    ADD CONSTRAINT shield_about_pkey PRIMARY KEY (subject_id, number);

ALTER TABLE ONLY jds.shield_notice
    ADD CONSTRAINT shield_notice_pkey PRIMARY KEY (act_id);

ALTER TABLE ONLY jds.shield
    ADD CONSTRAINT shield_pkey PRIMARY KEY (number);

ALTER TABLE ONLY jds.source_alarm
    ADD CONSTRAINT source_alarm_pkey PRIMARY KEY (number);

ALTER TABLE ONLY jds.source_day
    ADD CONSTRAINT source_day_pkey PRIMARY KEY (source_id, day, kind);

ALTER TABLE ONLY jds.source_difference
    ADD CONSTRAINT source_difference_pkey PRIMARY KEY (difference_id);

ALTER TABLE ONLY jds.source_distrust
    ADD CONSTRAINT source_distrust_pkey PRIMARY KEY (distrust_id);

ALTER TABLE ONLY jds.source_gap
    ADD CONSTRAINT source_gap_pkey PRIMARY KEY (gap_id);

ALTER TABLE ONLY jds.source_key
    ADD CONSTRAINT source_key_pkey PRIMARY KEY (key_id);

ALTER TABLE ONLY jds.source_key
    ADD CONSTRAINT source_key_public_key_key UNIQUE (public_key);

ALTER TABLE ONLY jds.source_key
    ADD CONSTRAINT source_key_registered_by_key UNIQUE (registered_by);

ALTER TABLE ONLY jds.source_mark
    ADD CONSTRAINT source_mark_pkey PRIMARY KEY (source_id, "position");

ALTER TABLE ONLY jds.source_order
    ADD CONSTRAINT source_order_pkey PRIMARY KEY (source_id);

ALTER TABLE ONLY jds.source
    ADD CONSTRAINT source_paper_of_key UNIQUE (paper_of);

ALTER TABLE ONLY jds.source
    ADD CONSTRAINT source_pkey PRIMARY KEY (source_id);

ALTER TABLE ONLY jds.source_quarantine
    ADD CONSTRAINT source_quarantine_pkey PRIMARY KEY (source_id, "position");

ALTER TABLE ONLY jds.source_rhythm
    ADD CONSTRAINT source_rhythm_pkey PRIMARY KEY (source_id, since);

ALTER TABLE ONLY jds.source_standing
    ADD CONSTRAINT source_standing_pkey PRIMARY KEY (source_id, since);

ALTER TABLE ONLY jds.source_statement
    ADD CONSTRAINT source_statement_pkey PRIMARY KEY (source_id, "position");

ALTER TABLE ONLY jds.source_unknown_code
    ADD CONSTRAINT source_unknown_code_pkey PRIMARY KEY (source_id, day);

ALTER TABLE ONLY jds.source
    ADD CONSTRAINT source_urn_key UNIQUE (urn);

ALTER TABLE ONLY jds.subject
    ADD CONSTRAINT subject_key_key UNIQUE (key);

ALTER TABLE ONLY jds.subject
    ADD CONSTRAINT subject_pkey PRIMARY KEY (subject_id);

ALTER TABLE ONLY jds.unwatched
    ADD CONSTRAINT unwatched_pkey PRIMARY KEY (until_at);

ALTER TABLE ONLY jds.watch_beat
    ADD CONSTRAINT watch_beat_pkey PRIMARY KEY (only_row);

CREATE INDEX about_position ON jds.about USING btree ("position");

CREATE INDEX access_line_subject ON jds.access_line USING btree (subject_id);

CREATE INDEX answer_about_subject ON jds.answer_about USING btree (subject_id);

CREATE INDEX answer_candidate_subject ON jds.answer_candidate USING btree (subject_id);

CREATE INDEX answer_currency_weakened ON jds.answer_currency USING btree (answer_id) WHERE is_weakened;

CREATE INDEX answer_identity_decision ON jds.answer_identity USING btree (decision_id) WHERE (decision_id IS NOT NULL);

CREATE INDEX answer_identity_search ON jds.answer_identity USING btree (search_id) WHERE (search_id IS NOT NULL);

CREATE INDEX answer_missing_source ON jds.answer_missing USING btree (source_id, complete_through_at);

CREATE INDEX answer_number_asked_at ON jds.answer_number USING btree (asked_at);

CREATE INDEX answer_subject ON jds.answer USING btree (subject_id, "position");

CREATE INDEX case_lead_about_lead ON jds.case_lead_about USING btree (lead_id);

CREATE INDEX clerk_link_other ON jds.clerk_link USING btree (other_id);

CREATE UNIQUE INDEX clerk_link_standing ON jds.clerk_link USING btree (subject_id, other_id) WHERE (ended_at IS NULL);

CREATE INDEX clerk_link_subject ON jds.clerk_link USING btree (subject_id);

CREATE UNIQUE INDEX delivery_unfinished ON jds.delivery USING btree (file_digest) WHERE (finished_at IS NULL);

CREATE INDEX effect_not_applied ON jds.effect USING btree (effect, "position") WHERE (effect = ANY (ARRAY['wachtend'::text, 'tegenstrijdig'::text]));

CREATE INDEX family_name_claim_key ON jds.family_name USING btree (claim_key);

CREATE INDEX family_name_keys ON jds.family_name USING gin (keys) WITH (fastupdate=off);

CREATE INDEX file_permit_digest ON jds.file_permit USING btree (file_digest);

CREATE INDEX hold_message_answer ON jds.hold_message USING btree (answer_id);

CREATE INDEX hold_message_position ON jds.hold_message USING btree ("position") WHERE ("position" IS NOT NULL);

CREATE INDEX identity_claim_keys ON jds.identity_claim USING gin (keys) WITH (fastupdate=off);

CREATE INDEX identity_claim_position ON jds.identity_claim USING btree ("position");

CREATE INDEX identity_decision_search ON jds.identity_decision USING btree (search_id);

CREATE INDEX identity_decision_subject ON jds.identity_decision USING btree (subject_id) WHERE (subject_id IS NOT NULL);

CREATE INDEX kept_search_candidate_subject ON jds.kept_search_candidate USING btree (subject_id);

CREATE INDEX kept_search_question_asked ON jds.kept_search_question USING btree (question);

CREATE UNIQUE INDEX ledger_line_displaces ON jds.ledger_line USING btree (displaces) WHERE (displaces IS NOT NULL);

CREATE INDEX ledger_line_message ON jds.ledger_line USING btree (message_id, source_id);

CREATE INDEX ledger_line_sequence ON jds.ledger_line USING brin (sequence int4_minmax_multi_ops);

CREATE INDEX ledger_reference_named ON jds.ledger_reference USING btree (message_id, source);

CREATE INDEX number_claim_subject ON jds.number_claim USING btree (subject_id);

CREATE INDEX paper_entry_number ON jds.paper_entry USING btree (number);

CREATE INDEX paper_pair_ever ON jds.paper_pair USING btree (paper_position, digital_position);

CREATE UNIQUE INDEX paper_pair_of_digital ON jds.paper_pair USING btree (digital_position) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX paper_pair_of_paper ON jds.paper_pair USING btree (paper_position) WHERE (ended_at IS NULL);

CREATE INDEX person_search_actor ON jds.person_search USING btree (actor, asked_at);

CREATE INDEX proposal_about_number ON jds.proposal_about USING btree (number);

CREATE INDEX proposal_open ON jds.proposal USING btree (expires_at) WHERE (state = 'voorgesteld'::text);

CREATE INDEX quarantine_case_name_case ON jds.quarantine_case_name USING btree (case_id);

CREATE INDEX quarantine_finding_about_finding ON jds.quarantine_finding_about USING btree (finding_id);

CREATE INDEX quarantine_finding_source ON jds.quarantine_finding USING btree (source_id, kind);

CREATE INDEX quarantine_item_case ON jds.quarantine_item USING btree (case_id);

CREATE INDEX quarantine_item_concerns ON jds.quarantine_item USING btree (concerns) WHERE (concerns IS NOT NULL);

CREATE INDEX quarantine_item_released ON jds.quarantine_item USING btree (harm, case_id, counts_on, "time", sequence, number) WHERE (release_id IS NOT NULL);

CREATE INDEX quarantine_item_slice ON jds.quarantine_item USING btree (source_id, harm, logged_on);

CREATE INDEX review_about_subject ON jds.review_about USING btree (subject_id);

CREATE INDEX review_evidence_number ON jds.review_evidence USING btree (number, evidence_id);

CREATE INDEX review_judgement_number ON jds.review_judgement USING btree (number, judgement_id);

CREATE INDEX review_turn_number ON jds.review_turn USING btree (number, turn_id);

CREATE INDEX set_aside_about_number ON jds.set_aside_about USING btree (number);

CREATE INDEX set_aside_message ON jds.set_aside USING btree (source, message_id);

CREATE INDEX set_aside_open ON jds.set_aside USING btree (since) WHERE (state = 'apart-gezet'::text);

CREATE INDEX set_aside_positions ON jds.set_aside USING btree (displaced_position) WHERE (displaced_position IS NOT NULL);

CREATE INDEX set_aside_quarantined ON jds.set_aside USING btree (source, sequence) WHERE ((reason = 'quarantaine'::text) AND (state = 'apart-gezet'::text));

CREATE INDEX set_aside_releases ON jds.set_aside USING btree (released_at_position) WHERE (released_at_position IS NOT NULL);

CREATE INDEX set_aside_sequence ON jds.set_aside USING btree (source, sequence) WHERE (sequence IS NOT NULL);

CREATE UNIQUE INDEX set_aside_unreadable ON jds.set_aside USING btree (file_digest, line, whole_digest) WHERE (message_id IS NULL);

CREATE INDEX shield_about_number ON jds.shield_about USING btree (number);

CREATE INDEX shield_notice_number ON jds.shield_notice USING btree (number, told_on);

CREATE INDEX source_alarm_closed ON jds.source_alarm USING btree (source_id, closed_at) WHERE is_missing;

CREATE UNIQUE INDEX source_alarm_open ON jds.source_alarm USING btree (source_id, kind, key) WHERE (closed_at IS NULL);

CREATE INDEX source_difference_closed ON jds.source_difference USING btree (source_id, closed_at_position) WHERE (closed_at_position IS NOT NULL);

CREATE UNIQUE INDEX source_difference_open ON jds.source_difference USING btree (source_id, statement_position) WHERE (closed_at_position IS NULL);

CREATE INDEX source_distrust_source ON jds.source_distrust USING btree (source_id, after_position);

CREATE INDEX source_gap_closed ON jds.source_gap USING btree (source_id, closed_at_position) WHERE (closed_at_position IS NOT NULL);

CREATE INDEX source_gap_open ON jds.source_gap USING btree (source_id, first_missing) WHERE (closed_at_position IS NULL);

CREATE INDEX source_key_source ON jds.source_key USING btree (source_id);

CREATE INDEX source_statement_holds ON jds.source_statement USING btree (source_id, holds_through_at) WHERE (holds_through_at IS NOT NULL);

CREATE INDEX source_statement_made ON jds.source_statement USING btree (source_id, made_at);

CREATE INDEX source_statement_sequence ON jds.source_statement USING btree (source_id, sequence);

CREATE TRIGGER access_line_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.access_line FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER act_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.act FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER advice_change_kept BEFORE DELETE OR UPDATE ON jds.advice_change FOR EACH ROW EXECUTE FUNCTION jds.keep_advice_change();

CREATE TRIGGER answer_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.answer FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER answer_candidate_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.answer_candidate FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER answer_content_forget_number_asked AFTER DELETE ON jds.answer_content REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION jds.forget_number_asked();

CREATE TRIGGER answer_content_forget_what_was_asked AFTER DELETE ON jds.answer_content REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION jds.forget_what_was_asked();

CREATE TRIGGER answer_content_forget_why_held AFTER DELETE ON jds.answer_content REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION jds.forget_why_held();

CREATE TRIGGER answer_content_never_changes BEFORE UPDATE OR TRUNCATE ON jds.answer_content FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER answer_currency_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.answer_currency FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER answer_erasure_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.answer_erasure FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER answer_identity_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.answer_identity FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER answer_missing_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.answer_missing FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER answer_number_never_changes BEFORE UPDATE OR TRUNCATE ON jds.answer_number FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER case_lead_never_changes BEFORE UPDATE OR TRUNCATE ON jds.case_lead FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER clerk_link_kept BEFORE UPDATE ON jds.clerk_link FOR EACH ROW EXECUTE FUNCTION jds.keep_clerk_link();

CREATE TRIGGER clerk_link_reviewed AFTER INSERT OR UPDATE ON jds.clerk_link FOR EACH ROW EXECUTE FUNCTION jds.review_linked();

CREATE TRIGGER distrust_settled_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.distrust_settled FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER file_permit_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.file_permit FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER hold_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.hold FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER hold_end_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.hold_end FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER identity_decision_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.identity_decision FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER identity_decision_considered_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.identity_decision_considered FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER identity_decision_taken_back_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.identity_decision_taken_back FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER identity_decision_words_never_change BEFORE UPDATE OR TRUNCATE ON jds.identity_decision_words FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER kept_search_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.kept_search FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER kept_search_candidate_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.kept_search_candidate FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER kept_search_content_never_changes BEFORE UPDATE OR TRUNCATE ON jds.kept_search_content FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER kept_search_question_never_changes BEFORE UPDATE OR TRUNCATE ON jds.kept_search_question FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER law_adoption_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.law_adoption FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER law_edition_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.law_edition FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER ledger_erasure_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.ledger_erasure FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER ledger_line_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.ledger_line FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER ledger_line_undo_displaced AFTER INSERT ON jds.ledger_line REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION jds.undo_displaced();

CREATE TRIGGER ledger_payload_answers_forgotten AFTER DELETE ON jds.ledger_payload REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION jds.forget_answers();

CREATE TRIGGER ledger_payload_claims_forgotten AFTER DELETE ON jds.ledger_payload REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION jds.forget_claims();

CREATE TRIGGER ledger_payload_forget_clerk_links AFTER DELETE ON jds.ledger_payload REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION jds.forget_clerk_links();

CREATE TRIGGER ledger_payload_forget_decisions AFTER DELETE ON jds.ledger_payload REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION jds.forget_decisions();

CREATE TRIGGER ledger_payload_forget_paper AFTER DELETE ON jds.ledger_payload REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION jds.forget_paper();

CREATE TRIGGER ledger_payload_forget_reviews AFTER DELETE ON jds.ledger_payload REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION jds.forget_reviews();

CREATE TRIGGER ledger_payload_forget_who_was_meant AFTER DELETE ON jds.ledger_payload REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION jds.forget_who_was_meant();

CREATE TRIGGER ledger_payload_forgotten AFTER DELETE ON jds.ledger_payload REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION jds.forget_erased();

CREATE TRIGGER ledger_payload_never_changes BEFORE UPDATE OR TRUNCATE ON jds.ledger_payload FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER ledger_reference_undo_referred AFTER INSERT ON jds.ledger_reference REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION jds.undo_referred();

CREATE TRIGGER paper_apart_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.paper_apart FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER paper_entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.paper_entry FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER paper_item_content_never_changes BEFORE UPDATE OR TRUNCATE ON jds.paper_item_content FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER paper_item_kept BEFORE DELETE OR UPDATE ON jds.paper_item FOR EACH ROW EXECUTE FUNCTION jds.keep_paper_item();

CREATE TRIGGER paper_pair_kept BEFORE DELETE OR UPDATE ON jds.paper_pair FOR EACH ROW EXECUTE FUNCTION jds.keep_paper_pair();

CREATE TRIGGER person_search_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.person_search FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER proposal_content_kept BEFORE UPDATE ON jds.proposal_content FOR EACH ROW EXECUTE FUNCTION jds.keep_proposal_content();

CREATE TRIGGER proposal_kept BEFORE DELETE OR UPDATE ON jds.proposal FOR EACH ROW EXECUTE FUNCTION jds.keep_proposal();

CREATE TRIGGER quarantine_release_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.quarantine_release FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER resend_request_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.resend_request FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER review_about_never_changes BEFORE UPDATE OR TRUNCATE ON jds.review_about FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER review_evidence_never_changes BEFORE UPDATE OR TRUNCATE ON jds.review_evidence FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER review_item_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.review_item FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER review_judgement_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.review_judgement FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER review_taken_back_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.review_taken_back FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER review_turn_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.review_turn FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER review_words_never_change BEFORE UPDATE OR TRUNCATE ON jds.review_words FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER set_aside_emptied AFTER UPDATE ON jds.set_aside REFERENCING NEW TABLE AS emptied FOR EACH STATEMENT EXECUTE FUNCTION jds.forget_set_aside_about();

CREATE TRIGGER set_aside_quarantine_added AFTER INSERT ON jds.set_aside REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION jds.note_quarantine_set_aside();

CREATE TRIGGER set_aside_quarantine_settled AFTER UPDATE ON jds.set_aside REFERENCING OLD TABLE AS earlier NEW TABLE AS later FOR EACH STATEMENT EXECUTE FUNCTION jds.note_quarantine_settled();

CREATE TRIGGER shield_kept BEFORE UPDATE ON jds.shield FOR EACH ROW EXECUTE FUNCTION jds.keep_shield();

CREATE TRIGGER source_alarm_kept BEFORE DELETE OR UPDATE ON jds.source_alarm FOR EACH ROW EXECUTE FUNCTION jds.keep_alarm();

CREATE TRIGGER source_distrust_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.source_distrust FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER source_key_kept BEFORE DELETE OR UPDATE ON jds.source_key FOR EACH ROW EXECUTE FUNCTION jds.keep_source_key();

CREATE TRIGGER source_rhythm_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.source_rhythm FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER source_standing_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.source_standing FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

CREATE TRIGGER source_statement_note_undone BEFORE INSERT ON jds.source_statement FOR EACH ROW EXECUTE FUNCTION jds.note_undone();

CREATE TRIGGER unwatched_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON jds.unwatched FOR EACH STATEMENT EXECUTE FUNCTION jds.refuse_change();

ALTER TABLE ONLY jds.access_line
    ADD CONSTRAINT access_line_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.access_line
    ADD CONSTRAINT access_line_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES jds.subject(subject_id);

ALTER TABLE ONLY jds.act
    ADD CONSTRAINT act_actor_fkey FOREIGN KEY (actor) REFERENCES jds.actor(name);

ALTER TABLE ONLY jds.answer_about
    ADD CONSTRAINT answer_about_answer_id_fkey FOREIGN KEY (answer_id) REFERENCES jds.answer(answer_id);

ALTER TABLE ONLY jds.answer_about
    ADD CONSTRAINT answer_about_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES jds.subject(subject_id);

ALTER TABLE ONLY jds.answer
    ADD CONSTRAINT answer_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.answer_candidate
    ADD CONSTRAINT answer_candidate_answer_id_fkey FOREIGN KEY (answer_id) REFERENCES jds.answer(answer_id);

ALTER TABLE ONLY jds.answer_candidate
    ADD CONSTRAINT answer_candidate_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES jds.subject(subject_id);

ALTER TABLE ONLY jds.answer_content
    ADD CONSTRAINT answer_content_answer_id_fkey FOREIGN KEY (answer_id) REFERENCES jds.answer(answer_id);

ALTER TABLE ONLY jds.answer_currency
    ADD CONSTRAINT answer_currency_answer_id_fkey FOREIGN KEY (answer_id) REFERENCES jds.answer(answer_id);

ALTER TABLE ONLY jds.answer_erasure
    ADD CONSTRAINT answer_erasure_answer_id_fkey FOREIGN KEY (answer_id) REFERENCES jds.answer(answer_id);

ALTER TABLE ONLY jds.answer_identity
    ADD CONSTRAINT answer_identity_answer_id_fkey FOREIGN KEY (answer_id) REFERENCES jds.answer(answer_id);

ALTER TABLE ONLY jds.answer_identity
    ADD CONSTRAINT answer_identity_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES jds.identity_decision(decision_id);

ALTER TABLE ONLY jds.answer_identity
    ADD CONSTRAINT answer_identity_search_id_fkey FOREIGN KEY (search_id) REFERENCES jds.kept_search(search_id);

ALTER TABLE ONLY jds.answer_missing
    ADD CONSTRAINT answer_missing_answer_id_fkey FOREIGN KEY (answer_id) REFERENCES jds.answer(answer_id);

ALTER TABLE ONLY jds.answer_missing
    ADD CONSTRAINT answer_missing_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.answer_number
    ADD CONSTRAINT answer_number_answer_id_fkey FOREIGN KEY (answer_id) REFERENCES jds.answer(answer_id);

ALTER TABLE ONLY jds.answer_risk
    ADD CONSTRAINT answer_risk_answer_id_fkey FOREIGN KEY (answer_id) REFERENCES jds.answer(answer_id);

ALTER TABLE ONLY jds.answer
    ADD CONSTRAINT answer_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES jds.subject(subject_id);

ALTER TABLE ONLY jds.case_lead_about
    ADD CONSTRAINT case_lead_about_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES jds.case_lead(lead_id) ON DELETE CASCADE;

ALTER TABLE ONLY jds.case_lead_about
    ADD CONSTRAINT case_lead_about_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES jds.subject(subject_id);

ALTER TABLE ONLY jds.case_lead
    ADD CONSTRAINT case_lead_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.clerk_link
    ADD CONSTRAINT clerk_link_other_id_fkey FOREIGN KEY (other_id) REFERENCES jds.subject(subject_id);

ALTER TABLE ONLY jds.clerk_link
    ADD CONSTRAINT clerk_link_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES jds.subject(subject_id);

ALTER TABLE ONLY jds.distrust_settled
    ADD CONSTRAINT distrust_settled_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.distrust_settled
    ADD CONSTRAINT distrust_settled_distrust_id_fkey FOREIGN KEY (distrust_id) REFERENCES jds.source_distrust(distrust_id);

ALTER TABLE ONLY jds.distrust_settled
    ADD CONSTRAINT distrust_settled_position_fkey FOREIGN KEY ("position") REFERENCES jds.ledger_line("position");

ALTER TABLE ONLY jds.advice_change
    ADD CONSTRAINT ended_by_two FOREIGN KEY (ended_by, end_by, done) REFERENCES jds.proposal(number, verb, state);

ALTER TABLE ONLY jds.hold
    ADD CONSTRAINT hold_answer_id_fkey FOREIGN KEY (answer_id) REFERENCES jds.answer(answer_id);

ALTER TABLE ONLY jds.hold_end
    ADD CONSTRAINT hold_end_answer_id_fkey FOREIGN KEY (answer_id) REFERENCES jds.hold(answer_id);

ALTER TABLE ONLY jds.hold_end
    ADD CONSTRAINT hold_end_by_answer_fkey FOREIGN KEY (by_answer) REFERENCES jds.answer(answer_id);

ALTER TABLE ONLY jds.hold_message
    ADD CONSTRAINT hold_message_answer_id_fkey FOREIGN KEY (answer_id) REFERENCES jds.hold(answer_id);

ALTER TABLE ONLY jds.hold_message
    ADD CONSTRAINT hold_message_position_fkey FOREIGN KEY ("position") REFERENCES jds.ledger_line("position");

ALTER TABLE ONLY jds.hold_message
    ADD CONSTRAINT hold_message_set_aside_fkey FOREIGN KEY (set_aside) REFERENCES jds.set_aside(number);

ALTER TABLE ONLY jds.identity_decision
    ADD CONSTRAINT identity_decision_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.identity_decision_considered
    ADD CONSTRAINT identity_decision_considered_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES jds.identity_decision(decision_id);

ALTER TABLE ONLY jds.identity_decision_considered
    ADD CONSTRAINT identity_decision_considered_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES jds.subject(subject_id);

ALTER TABLE ONLY jds.identity_decision
    ADD CONSTRAINT identity_decision_search_id_fkey FOREIGN KEY (search_id) REFERENCES jds.kept_search(search_id);

ALTER TABLE ONLY jds.identity_decision
    ADD CONSTRAINT identity_decision_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES jds.subject(subject_id);

ALTER TABLE ONLY jds.identity_decision_taken_back
    ADD CONSTRAINT identity_decision_taken_back_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.identity_decision_taken_back
    ADD CONSTRAINT identity_decision_taken_back_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES jds.identity_decision(decision_id);

ALTER TABLE ONLY jds.identity_decision_words
    ADD CONSTRAINT identity_decision_words_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES jds.identity_decision(decision_id);

ALTER TABLE ONLY jds.kept_search
    ADD CONSTRAINT kept_search_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.kept_search_candidate
    ADD CONSTRAINT kept_search_candidate_search_id_fkey FOREIGN KEY (search_id) REFERENCES jds.kept_search(search_id);

ALTER TABLE ONLY jds.kept_search_candidate
    ADD CONSTRAINT kept_search_candidate_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES jds.subject(subject_id);

ALTER TABLE ONLY jds.kept_search_content
    ADD CONSTRAINT kept_search_content_search_id_fkey FOREIGN KEY (search_id) REFERENCES jds.kept_search(search_id);

ALTER TABLE ONLY jds.kept_search_question
    ADD CONSTRAINT kept_search_question_search_id_fkey FOREIGN KEY (search_id) REFERENCES jds.kept_search(search_id);

ALTER TABLE ONLY jds.law_adoption
    ADD CONSTRAINT law_adoption_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.law_adoption
    ADD CONSTRAINT law_adoption_edition_fkey FOREIGN KEY (edition) REFERENCES jds.law_edition(name);

ALTER TABLE ONLY jds.ledger_erasure
    ADD CONSTRAINT ledger_erasure_position_fkey FOREIGN KEY ("position") REFERENCES jds.ledger_line("position");

ALTER TABLE ONLY jds.ledger_reference
    ADD CONSTRAINT ledger_reference_position_fkey FOREIGN KEY ("position") REFERENCES jds.ledger_line("position");

ALTER TABLE ONLY jds.shield
    ADD CONSTRAINT lifted_by_two FOREIGN KEY (lifted_by, lift_by, done) REFERENCES jds.proposal(number, verb, state);

ALTER TABLE ONLY jds.clerk_link
    ADD CONSTRAINT linked_by_two FOREIGN KEY (number, made_by, done) REFERENCES jds.proposal(number, verb, state);

ALTER TABLE ONLY jds.advice_change
    ADD CONSTRAINT made_by_two FOREIGN KEY (number, made_by, done) REFERENCES jds.proposal(number, verb, state);

ALTER TABLE ONLY jds.paper_apart
    ADD CONSTRAINT paper_apart_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.paper_apart
    ADD CONSTRAINT paper_apart_digital_position_fkey FOREIGN KEY (digital_position) REFERENCES jds.ledger_line("position");

ALTER TABLE ONLY jds.paper_apart
    ADD CONSTRAINT paper_apart_paper_position_fkey FOREIGN KEY (paper_position) REFERENCES jds.ledger_line("position");

ALTER TABLE ONLY jds.paper_entry
    ADD CONSTRAINT paper_entry_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.paper_entry
    ADD CONSTRAINT paper_entry_number_fkey FOREIGN KEY (number) REFERENCES jds.paper_item(number);

ALTER TABLE ONLY jds.paper_entry
    ADD CONSTRAINT paper_entry_position_fkey FOREIGN KEY ("position") REFERENCES jds.ledger_line("position");

ALTER TABLE ONLY jds.paper_item
    ADD CONSTRAINT paper_item_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.paper_item_content
    ADD CONSTRAINT paper_item_content_number_fkey FOREIGN KEY (number) REFERENCES jds.paper_item(number);

ALTER TABLE ONLY jds.paper_item
    ADD CONSTRAINT paper_item_returned_by_act_fkey FOREIGN KEY (returned_by_act) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.paper_item
    ADD CONSTRAINT paper_item_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.paper_pair
    ADD CONSTRAINT paper_pair_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.paper_pair
    ADD CONSTRAINT paper_pair_digital_position_fkey FOREIGN KEY (digital_position) REFERENCES jds.ledger_line("position");

ALTER TABLE ONLY jds.paper_pair
    ADD CONSTRAINT paper_pair_ended_by_act_fkey FOREIGN KEY (ended_by_act) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.paper_pair
    ADD CONSTRAINT paper_pair_paper_position_fkey FOREIGN KEY (paper_position) REFERENCES jds.ledger_line("position");

ALTER TABLE ONLY jds.file_permit
    ADD CONSTRAINT permitted_by_two FOREIGN KEY (number, verb, done) REFERENCES jds.proposal(number, verb, state);

ALTER TABLE ONLY jds.person_search
    ADD CONSTRAINT person_search_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.person_search
    ADD CONSTRAINT person_search_actor_fkey FOREIGN KEY (actor) REFERENCES jds.actor(name);

ALTER TABLE ONLY jds.proposal_about
    ADD CONSTRAINT proposal_about_number_fkey FOREIGN KEY (number) REFERENCES jds.proposal(number);

ALTER TABLE ONLY jds.proposal_about
    ADD CONSTRAINT proposal_about_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES jds.subject(subject_id);

ALTER TABLE ONLY jds.proposal
    ADD CONSTRAINT proposal_approver_fkey FOREIGN KEY (approver) REFERENCES jds.actor(name);

ALTER TABLE ONLY jds.proposal_content
    ADD CONSTRAINT proposal_content_number_fkey FOREIGN KEY (number) REFERENCES jds.proposal(number);

ALTER TABLE ONLY jds.proposal
    ADD CONSTRAINT proposal_proposed_by_act_fkey FOREIGN KEY (proposed_by_act) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.proposal
    ADD CONSTRAINT proposal_proposer_fkey FOREIGN KEY (proposer) REFERENCES jds.actor(name);

ALTER TABLE ONLY jds.proposal
    ADD CONSTRAINT proposal_settled_by_act_fkey FOREIGN KEY (settled_by_act) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.quarantine_case_name
    ADD CONSTRAINT quarantine_case_name_case_id_fkey FOREIGN KEY (case_id) REFERENCES jds.quarantine_case(case_id) ON DELETE CASCADE;

ALTER TABLE ONLY jds.quarantine_finding_about
    ADD CONSTRAINT quarantine_finding_about_finding_id_fkey FOREIGN KEY (finding_id) REFERENCES jds.quarantine_finding(finding_id) ON DELETE CASCADE;

ALTER TABLE ONLY jds.quarantine_finding_about
    ADD CONSTRAINT quarantine_finding_about_number_fkey FOREIGN KEY (number) REFERENCES jds.set_aside(number);

ALTER TABLE ONLY jds.quarantine_finding
    ADD CONSTRAINT quarantine_finding_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.quarantine_item
    ADD CONSTRAINT quarantine_item_number_fkey FOREIGN KEY (number) REFERENCES jds.set_aside(number);

ALTER TABLE ONLY jds.quarantine_item
    ADD CONSTRAINT quarantine_item_release_id_fkey FOREIGN KEY (release_id) REFERENCES jds.quarantine_release(release_id);

ALTER TABLE ONLY jds.quarantine_item
    ADD CONSTRAINT quarantine_item_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.quarantine_release
    ADD CONSTRAINT quarantine_release_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.quarantine_release
    ADD CONSTRAINT quarantine_release_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.source_key
    ADD CONSTRAINT registered_by_two FOREIGN KEY (registered_by, registered_as, done) REFERENCES jds.proposal(number, verb, state);

ALTER TABLE ONLY jds.resend_request
    ADD CONSTRAINT resend_request_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.resend_request
    ADD CONSTRAINT resend_request_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.review_about
    ADD CONSTRAINT review_about_number_fkey FOREIGN KEY (number) REFERENCES jds.review_item(number);

ALTER TABLE ONLY jds.review_about
    ADD CONSTRAINT review_about_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES jds.subject(subject_id);

ALTER TABLE ONLY jds.review_evidence
    ADD CONSTRAINT review_evidence_number_fkey FOREIGN KEY (number) REFERENCES jds.review_item(number);

ALTER TABLE ONLY jds.review_judgement
    ADD CONSTRAINT review_judgement_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.review_judgement
    ADD CONSTRAINT review_judgement_number_fkey FOREIGN KEY (number) REFERENCES jds.review_item(number);

ALTER TABLE ONLY jds.review_judgement
    ADD CONSTRAINT review_judgement_proposal_fkey FOREIGN KEY (proposal) REFERENCES jds.proposal(number);

ALTER TABLE ONLY jds.review_taken_back
    ADD CONSTRAINT review_taken_back_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.review_taken_back
    ADD CONSTRAINT review_taken_back_judgement_id_fkey FOREIGN KEY (judgement_id) REFERENCES jds.review_judgement(judgement_id);

ALTER TABLE ONLY jds.review_turn
    ADD CONSTRAINT review_turn_number_fkey FOREIGN KEY (number) REFERENCES jds.review_item(number);

ALTER TABLE ONLY jds.review_words
    ADD CONSTRAINT review_words_judgement_id_fkey FOREIGN KEY (judgement_id) REFERENCES jds.review_judgement(judgement_id);

ALTER TABLE ONLY jds.sequence_clash
    ADD CONSTRAINT sequence_clash_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.set_aside_about
    ADD CONSTRAINT set_aside_about_number_fkey FOREIGN KEY (number) REFERENCES jds.set_aside(number);

ALTER TABLE ONLY jds.set_aside
    ADD CONSTRAINT set_aside_displaced_position_fkey FOREIGN KEY (displaced_position) REFERENCES jds.ledger_line("position");

ALTER TABLE ONLY jds.set_aside
    ADD CONSTRAINT set_aside_released_at_position_fkey FOREIGN KEY (released_at_position) REFERENCES jds.ledger_line("position");

ALTER TABLE ONLY jds.shield
    ADD CONSTRAINT set_by_two FOREIGN KEY (number, set_by, done) REFERENCES jds.proposal(number, verb, state);

ALTER TABLE ONLY jds.shield_about
    ADD CONSTRAINT shield_about_number_fkey FOREIGN KEY (number) REFERENCES jds.shield(number) ON DELETE CASCADE;

ALTER TABLE ONLY jds.shield_about
    ADD CONSTRAINT shield_about_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES jds.subject(subject_id);

ALTER TABLE ONLY jds.shield_notice
    ADD CONSTRAINT shield_notice_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.shield_notice
    ADD CONSTRAINT shield_notice_number_fkey FOREIGN KEY (number) REFERENCES jds.shield(number) ON DELETE CASCADE;

ALTER TABLE ONLY jds.source_alarm
    ADD CONSTRAINT source_alarm_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.source_alarm
    ADD CONSTRAINT source_alarm_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.source_day
    ADD CONSTRAINT source_day_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.source_difference
    ADD CONSTRAINT source_difference_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.source_distrust
    ADD CONSTRAINT source_distrust_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.source_distrust
    ADD CONSTRAINT source_distrust_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.source_gap
    ADD CONSTRAINT source_gap_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.source_key
    ADD CONSTRAINT source_key_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.source_mark
    ADD CONSTRAINT source_mark_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.source_order
    ADD CONSTRAINT source_order_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.source
    ADD CONSTRAINT source_paper_of_fkey FOREIGN KEY (paper_of) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.source_quarantine
    ADD CONSTRAINT source_quarantine_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.source_rhythm
    ADD CONSTRAINT source_rhythm_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.source_rhythm
    ADD CONSTRAINT source_rhythm_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.source_standing
    ADD CONSTRAINT source_standing_act_id_fkey FOREIGN KEY (act_id) REFERENCES jds.act(act_id);

ALTER TABLE ONLY jds.source_standing
    ADD CONSTRAINT source_standing_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.source_statement
    ADD CONSTRAINT source_statement_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.source_unknown_code
    ADD CONSTRAINT source_unknown_code_source_id_fkey FOREIGN KEY (source_id) REFERENCES jds.source(source_id);

ALTER TABLE ONLY jds.clerk_link
    ADD CONSTRAINT unlinked_by_two FOREIGN KEY (ended_by, end_by, done) REFERENCES jds.proposal(number, verb, state);
