-- subject_named --
-- The subject of one internal key.
SELECT subject_id
  FROM subject
 WHERE key = %(key)s;

-- keys_of --
-- The internal keys of subjects.
SELECT subject_id, key
  FROM subject
 WHERE subject_id = ANY(%(subjects)s)
 ORDER BY subject_id;

-- keys_left_of --
-- The internal keys of subjects about whom some message is left.
SELECT key
  FROM subject
 WHERE subject_id = ANY(%(subjects)s)
   AND EXISTS (SELECT FROM about WHERE about.subject_id = subject.subject_id)
 ORDER BY key;

-- named_at --
-- The subjects that messages name.
SELECT DISTINCT subject_id
  FROM about
 WHERE position = ANY(%(positions)s);

-- carriers_of --
-- Subjects that ever carried a number, and the number itself where a message named nothing else.
SELECT subject_id
  FROM number_claim
 WHERE kind = %(kind)s
   AND value = %(value)s
 UNION
SELECT subject_id
  FROM subject
 WHERE key = %(kind)s || ':' || %(value)s
 ORDER BY subject_id;

-- relatives --
-- Subjects that a statement of identity could join with these, at any moment, through any others;
-- these included. A number in such a statement stands for all who carry it and have no SKN. Links by
-- two clerks are such statements, also those that were ended.
WITH RECURSIVE reached (subject_id) AS (
    SELECT unnest(%(subjects)s::bigint[])
    UNION
    SELECT next.subject_id
      FROM reached
     CROSS JOIN LATERAL (
           SELECT other_id
             FROM related
            WHERE related.subject_id = reached.subject_id
            UNION ALL
           SELECT claim.subject_id
             FROM subject AS number
             JOIN number_claim AS claim
               ON claim.kind = split_part(number.key, ':', 1)
              AND claim.value = split_part(number.key, ':', 2)
             JOIN subject AS carrier ON carrier.subject_id = claim.subject_id
            WHERE number.subject_id = reached.subject_id
              AND number.key ~ '^(bsn|v):'
              AND carrier.key !~ '^skn:'
            UNION ALL
           SELECT number.subject_id
             FROM subject AS carrier
             JOIN number_claim AS claim ON claim.subject_id = carrier.subject_id
             JOIN subject AS number ON number.key = claim.kind || ':' || claim.value
            WHERE carrier.subject_id = reached.subject_id
              AND carrier.key !~ '^skn:'
            UNION ALL
           SELECT link.other_id
             FROM clerk_link AS link
            WHERE link.subject_id = reached.subject_id
            UNION ALL
           SELECT link.subject_id
             FROM clerk_link AS link
            WHERE link.other_id = reached.subject_id
           ) AS next (subject_id)
)
SELECT subject_id
  FROM reached
 ORDER BY subject_id;

-- hold --
-- Lets nobody else who takes this lock pass until the transaction ends. In order, so that two who want
-- the same subjects wait for each other and not in a circle.
SELECT subject_id
  FROM subject
 WHERE subject_id = ANY(%(subjects)s)
 ORDER BY subject_id
   FOR NO KEY UPDATE;

-- subjects_after --
-- The next subjects, in the order in which they became known.
SELECT subject_id
  FROM subject
 WHERE subject_id > %(after)s
 ORDER BY subject_id
 LIMIT %(count)s;
