-- items_of --
-- The items about any of some subjects.
SELECT DISTINCT number
  FROM review_about
 WHERE subject_id = ANY (%(subjects)s::bigint[])
 ORDER BY number;

-- items --
-- Items by number; all when none is named.
SELECT item.number, item.kind, item.origin, item.opened_at, item.position,
       ARRAY(SELECT subject_id FROM review_about AS whom
              WHERE whom.number = item.number AND whom.side = 1 ORDER BY subject_id),
       ARRAY(SELECT subject_id FROM review_about AS whom
              WHERE whom.number = item.number AND whom.side = 2 ORDER BY subject_id)
  FROM review_item AS item
 WHERE %(numbers)s::bigint[] IS NULL OR item.number = ANY (%(numbers)s::bigint[])
 ORDER BY item.number;

-- judgements --
-- What people judged of items, and what became of what that proposed. What was carried out counts from the
-- moment of the link that it made or ended.
SELECT judgement.number, judgement.judgement_id, judgement.judgement, judgement.judged_at, act.actor,
       judgement.weight, judgement.grounds, judgement.proposal, back.taken_back_at,
       proposal.state, coalesce(link.since, parted.ended_at, proposal.settled_at),
       proposal.expires_at,
       link.ended_at, link.ended_as
  FROM review_judgement AS judgement
  JOIN act ON act.act_id = judgement.act_id
  LEFT JOIN review_taken_back AS back ON back.judgement_id = judgement.judgement_id
  LEFT JOIN proposal ON proposal.number = judgement.proposal
  LEFT JOIN clerk_link AS link ON link.number = judgement.proposal
  LEFT JOIN clerk_link AS parted ON parted.ended_by = judgement.proposal
 WHERE %(numbers)s::bigint[] IS NULL OR judgement.number = ANY (%(numbers)s::bigint[])
 ORDER BY judgement.judgement_id;

-- turns --
-- What the machine noted of items.
SELECT number, at, turn, why
  FROM review_turn
 WHERE %(numbers)s::bigint[] IS NULL OR number = ANY (%(numbers)s::bigint[])
 ORDER BY turn_id;

-- evidence --
-- What spoke for items last, as seen by an instant.
SELECT DISTINCT ON (number) number, seen_at, position, grounds, weight, strength, fields, method
  FROM review_evidence
 WHERE (%(numbers)s::bigint[] IS NULL OR number = ANY (%(numbers)s::bigint[]))
   AND (%(at)s::timestamptz IS NULL OR seen_at <= %(at)s::timestamptz)
 ORDER BY number, evidence_id DESC;

-- words --
-- Why an item was judged as it was, and why that was taken back.
SELECT words.judgement_id, words.is_taking_back, words.reason
  FROM review_words AS words
  JOIN review_judgement AS judgement ON judgement.judgement_id = words.judgement_id
 WHERE judgement.number = %(number)s
 ORDER BY words.judgement_id, words.is_taking_back;

-- item_add --
-- A new item; its number.
INSERT INTO review_item (kind, origin, opened_at, position)
VALUES (%(kind)s, %(origin)s, %(opened_at)s, %(position)s)
RETURNING number;

-- about_add --
-- Whom an item is about.
INSERT INTO review_about (number, subject_id, side)
SELECT %(number)s, whom.subject_id, whom.side
  FROM unnest(%(subjects)s::bigint[], %(sides)s::smallint[]) AS whom (subject_id, side)
    ON CONFLICT DO NOTHING;

-- evidence_add --
-- What speaks for an item.
INSERT INTO review_evidence (number, seen_at, position, grounds, weight, strength, fields, method)
VALUES (%(number)s, %(seen_at)s, %(position)s, %(grounds)s, %(weight)s, %(strength)s, %(fields)s,
        %(method)s);

-- turn_add --
-- That the machine closed an item, or opened it again.
INSERT INTO review_turn (number, at, turn, why)
VALUES (%(number)s, %(at)s, %(turn)s, %(why)s);

-- judgement_add --
-- What somebody judged; its number.
INSERT INTO review_judgement (number, act_id, judged_at, judgement, weight, grounds, proposal)
VALUES (%(number)s, %(act_id)s, %(judged_at)s, %(judgement)s, %(weight)s, %(grounds)s, %(proposal)s)
RETURNING judgement_id;

-- taken_back_add --
-- That somebody took a judgement back.
INSERT INTO review_taken_back (judgement_id, act_id, taken_back_at)
VALUES (%(judgement_id)s, %(act_id)s, %(at)s);

-- words_add --
-- Why.
INSERT INTO review_words (judgement_id, is_taking_back, reason)
VALUES (%(judgement_id)s, %(is_taking_back)s, %(reason)s);

-- item_lock --
-- Holds an item until this transaction ends: of two who judge it the second sees the first.
SELECT number
  FROM review_item
 WHERE number = %(number)s
   FOR NO KEY UPDATE;
