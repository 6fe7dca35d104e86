-- lock_subjects --
-- Lets no answer about these subjects, and nothing else that two people decide of them, pass until this
-- transaction ends.
SELECT subject_id
  FROM subject
 WHERE subject_id = ANY (%(subject_ids)s::bigint[])
 ORDER BY subject_id
   FOR NO KEY UPDATE;

-- shields_of --
-- Shields on facts of subjects that hold: those that stand now, whenever they were set, and those
-- since lifted that stood at the moment asked.
SELECT shield.number, shield.kind, shield.case_names, shield.offences, shield.allowed, shield.since,
       shield.lifted_at,
       ARRAY(SELECT whom.subject_id FROM shield_about AS whom
              WHERE whom.number = shield.number ORDER BY whom.subject_id)
  FROM shield
 WHERE shield.number IN (SELECT number FROM shield_about
                          WHERE subject_id = ANY (%(subject_ids)s::bigint[]))
   AND (shield.lifted_at IS NULL OR (shield.since <= %(at)s AND shield.lifted_at > %(at)s))
 ORDER BY shield.number;

-- subjects_with_shields --
-- Which of some subjects a shield was ever set for.
SELECT DISTINCT subject_id
  FROM shield_about
 WHERE subject_id = ANY (%(subject_ids)s::bigint[]);

-- shields --
-- Every shield or one, with the last notice of its lifting; nothing of a person.
SELECT shield.number, shield.kind, shield.since, shield.lifted_at, shield.lifted_by,
       (SELECT max(told_on) FROM shield_notice AS notice WHERE notice.number = shield.number)
  FROM shield
 WHERE shield.number = coalesce(%(number)s, shield.number)
 ORDER BY shield.number;

-- shield_in_full --
-- Which fact a shield covers, and on which ground.
SELECT shield.case_names, shield.offences, shield.ground, shield.allowed,
       ARRAY(SELECT whom.subject_id FROM shield_about AS whom
              WHERE whom.number = shield.number ORDER BY whom.subject_id)
  FROM shield
 WHERE shield.number = %(number)s;

-- notices --
-- When, by whom and how the person was told that a shield will be lifted.
SELECT told_on, told_by
  FROM shield_notice
 WHERE number = %(number)s
 ORDER BY told_on, act_id;

-- shield_lock --
-- Holds a shield until this transaction ends.
SELECT number
  FROM shield
 WHERE number = %(number)s
   FOR UPDATE;

-- shield_add --
-- A new shield.
INSERT INTO shield (number, kind, case_names, offences, ground, allowed, since)
VALUES (%(number)s, %(kind)s, %(case_names)s, %(offences)s, %(ground)s, %(allowed)s, %(since)s);

-- shield_about_add --
-- Whose fact it covers.
INSERT INTO shield_about (number, subject_id)
SELECT %(number)s, subject_id
  FROM unnest(%(subject_ids)s::bigint[]) AS whom (subject_id);

-- notice_add --
-- That the person was told.
INSERT INTO shield_notice (act_id, number, told_on, told_by)
VALUES (%(act_id)s, %(number)s, %(told_on)s, %(told_by)s);

-- shield_lift --
-- Lifts a shield; a clock that was set back does not lift it before it was set.
UPDATE shield
   SET lifted_at = greatest(since, %(lifted_at)s), lifted_by = %(lifted_by)s, told_on = %(told_on)s
 WHERE number = %(number)s;
