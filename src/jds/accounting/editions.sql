-- adoptions_lock --
-- Wait until everybody who has read which edition is in force is done, and let nobody read on until
-- this transaction ends.
LOCK TABLE law_adoption IN ACCESS EXCLUSIVE MODE;

-- in_force --
-- The edition that was in force at a moment of knowledge: the one adopted last by then. Before the
-- first adoption the first one, as nothing older is known.
SELECT edition
  FROM law_adoption
 ORDER BY adopted_at > %(at)s,
          CASE WHEN adopted_at <= %(at)s THEN adopted_at END DESC,
          adopted_at
 LIMIT 1;

-- newest --
-- The edition that was adopted last, and what its files looked like.
SELECT edition, adopted_at, files_digest
  FROM law_adoption
 ORDER BY adopted_at DESC
 LIMIT 1;

-- content --
-- The content of an edition.
SELECT content
  FROM law_edition
 WHERE name = %(edition)s;

-- names --
-- Every edition that was ever adopted, last adopted first.
SELECT edition
  FROM law_adoption
 GROUP BY edition
 ORDER BY max(adopted_at) DESC;

-- adoptions --
-- Every adoption, last one first, with whose act it was.
SELECT edition, adopted_at, position, actor, reason
  FROM law_adoption
  JOIN act USING (act_id)
 ORDER BY adopted_at DESC;

-- edition_add --
-- Keep the content of an edition; one that is there already stays.
INSERT INTO law_edition (name, content)
VALUES (%(name)s, %(content)s)
ON CONFLICT (name) DO NOTHING;

-- adopt --
-- Bring an edition into force: not before anything that was recorded or adopted earlier, also when a
-- clock was set back.
INSERT INTO law_adoption (edition, adopted_at, position, act_id, files_digest)
SELECT %(edition)s,
       greatest(%(now)s, ledger_head.recorded_at,
                (SELECT max(adopted_at) + interval '1 microsecond' FROM law_adoption)),
       ledger_head.position, %(act_id)s, %(files_digest)s
  FROM ledger_head
RETURNING adopted_at;
