-- links_among --
-- Every link, ended or not, between two of some subjects.
SELECT number, subject_id, other_id, since, ended_at, ended_by, ended_as
  FROM clerk_link
 WHERE subject_id = ANY (%(subjects)s::bigint[])
   AND other_id = ANY (%(subjects)s::bigint[])
 ORDER BY number;

-- links --
-- Every link or one, the oldest first.
SELECT number, subject_id, other_id, since, ended_at, ended_by, ended_as
  FROM clerk_link
 WHERE number = coalesce(%(number)s, number)
 ORDER BY number;

-- link_add --
-- A new link.
INSERT INTO clerk_link (number, subject_id, other_id, since)
VALUES (%(number)s, %(subject_id)s, %(other_id)s, %(since)s);

-- link_end --
-- Ends a link.
UPDATE clerk_link
   SET ended_at = %(ended_at)s, ended_by = %(ended_by)s, ended_as = %(ended_as)s
 WHERE number = %(number)s;
