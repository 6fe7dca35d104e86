-- answer_currency_add --
-- How current an answer was; one without a row is proven as far as it is known, and nothing missing
-- could change it.
INSERT INTO answer_currency (answer_id, proven_until, is_weakened, declared)
VALUES (%(answer_id)s, %(proven_until)s, %(is_weakened)s, %(declared)s);

-- answer_missing_add --
-- The sources of which something was missing that could change it.
INSERT INTO answer_missing (answer_id, source_id, complete_through_at)
SELECT %(answer_id)s, source.source_id, missing.through
  FROM unnest(%(urns)s::text[], %(through)s::timestamptz[]) AS missing (urn, through)
  JOIN source ON source.urn = missing.urn;

-- answer_risk_add --
-- Why deciding was risky.
INSERT INTO answer_risk (answer_id, risk) VALUES (%(answer_id)s, %(risk)s);

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
