-- A catch-up finds its messages by index, whatever the statistics say, because they stand still while it
-- runs. What follows lets it: without it, each step read all that was left.

-- A partial index serves no join on its column, and a case is forgotten by looking for what is left of it.
DROP INDEX quarantine_item_case;
CREATE INDEX quarantine_item_case ON quarantine_item (case_id);

-- As before, in one walk over what was changed instead of looking for each changed row among all others.
CREATE OR REPLACE FUNCTION note_quarantine_settled() RETURNS trigger LANGUAGE plpgsql AS $$
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
