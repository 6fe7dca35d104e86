-- set_aside_about --
-- What was set aside at an instant about some subjects or numbers: what still is, or was returned later,
-- by whom it names; and what was let in later, by whom it is about.
SELECT aside.number, aside.source, aside.reason = 'quarantaine'
  FROM set_aside_about AS named
  JOIN set_aside AS aside USING (number)
 WHERE named.key = ANY (%(keys)s)
   AND aside.since <= %(at)s
   AND (aside.settled_at IS NULL OR aside.settled_at > %(at)s)
 UNION
SELECT aside.number, aside.source, aside.reason = 'quarantaine'
  FROM about
  JOIN set_aside AS aside ON aside.released_at_position = about.position
 WHERE about.subject_id = ANY (%(subjects)s)
   AND aside.since <= %(at)s
   AND aside.settled_at > %(at)s
 ORDER BY 1;
