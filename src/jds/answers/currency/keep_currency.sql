-- currency_add --
-- How current an answer was, where its own line does not say all; the sources of which something was
-- missing that could change it; and why deciding was risky.
WITH currency AS (
    INSERT INTO answer_currency (answer_id, proven_until, is_weakened, declared)
    SELECT %(answer_id)s, %(proven_until)s, %(is_weakened)s, %(declared)s
     WHERE %(says_more)s
), missing AS (
    INSERT INTO answer_missing (answer_id, source_id, complete_through_at)
    SELECT %(answer_id)s, source.source_id, missing.through
      FROM unnest(%(urns)s::text[], %(through)s::timestamptz[]) AS missing (urn, through)
      JOIN source ON source.urn = missing.urn
)
INSERT INTO answer_risk (answer_id, risk)
SELECT %(answer_id)s, %(risk)s
 WHERE %(risk)s::text IS NOT NULL;

-- hold_add --
-- That a decision is held.
INSERT INTO hold (answer_id, since, review_on, ends_on)
VALUES (%(answer_id)s, %(since)s, %(review_on)s, %(ends_on)s);

-- hold_message_add --
-- The messages that must be settled first.
INSERT INTO hold_message (answer_id, doubt, position, set_aside)
SELECT %(answer_id)s, doubt, position, set_aside
  FROM unnest(%(doubts)s::text[], %(positions)s::bigint[], %(set_aside)s::bigint[])
       AS message (doubt, position, set_aside);
