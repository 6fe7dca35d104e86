-- hold_readers --
-- Lets nobody read a standing until this transaction ends.
SELECT pg_advisory_xact_lock(%(space)s, 0);

-- wait_for_change --
-- Waits for whoever is changing a standing, and holds nobody up.
SELECT pg_advisory_lock_shared(%(space)s, 0), pg_advisory_unlock_shared(%(space)s, 0);

-- stated --
-- The last change of standing of each source, or of one, by an instant; without one: the very last.
SELECT source.urn, stated.standing, stated.former, stated.since, stated.position, stated.actor,
       stated.reason, stated.isolated_since, stated.distrusted_from
  FROM source
 CROSS JOIN LATERAL (
       SELECT *
         FROM source_standing
        WHERE source_standing.source_id = source.source_id
          AND (%(at)s::timestamptz IS NULL OR since <= %(at)s)
        ORDER BY since DESC
        LIMIT 1) AS stated
 WHERE source.urn = coalesce(%(urn)s, source.urn)
 ORDER BY source.urn;

-- history --
-- Every change of standing of a source, the first first.
SELECT source.urn, stated.standing, stated.former, stated.since, stated.position, stated.actor,
       stated.reason, stated.isolated_since, stated.distrusted_from
  FROM source_standing AS stated
  JOIN source USING (source_id)
 WHERE source.urn = %(urn)s
 ORDER BY stated.since;

-- all_history --
-- Every change of standing by an instant, of every source.
SELECT source.urn, stated.standing, stated.former, stated.since, stated.position, stated.actor,
       stated.reason, stated.isolated_since, stated.distrusted_from
  FROM source_standing AS stated
  JOIN source USING (source_id)
 WHERE stated.since <= %(at)s
 ORDER BY stated.since;

-- state --
-- Writes a change of standing down.
INSERT INTO source_standing (source_id, since, position, former, standing, actor, act_id, reason,
                             isolated_since, distrusted_from)
VALUES (%(source_id)s, %(since)s, %(position)s, %(former)s, %(standing)s, %(actor)s, %(act_id)s,
        %(reason)s, %(isolated_since)s, %(distrusted_from)s);
