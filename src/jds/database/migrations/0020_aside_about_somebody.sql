-- What was set aside at an instant about some subjects or numbers: what still is, or was returned later,
-- by whom it names; and what was let in later, by whom it is about. Every answer asks it, and there is
-- seldom anything: a plan kept for the session costs nothing, and making one each time costs twice what
-- looking does. It finds by index, whatever the statistics were when the plan was made.
CREATE FUNCTION set_aside_about(keys text[], subjects bigint[], at timestamptz)
RETURNS TABLE (number bigint, source text, is_quarantined boolean)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
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
