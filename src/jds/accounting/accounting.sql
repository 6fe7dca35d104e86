-- actors_lock --
-- Let nobody else add actors until this transaction ends.
LOCK TABLE actor IN SHARE ROW EXCLUSIVE MODE;

-- actor_named --
-- What the register knows of one actor.
SELECT role, public_key, added_at, added_by, recipient
  FROM actor
 WHERE name = %(name)s;

-- actors --
-- Every actor.
SELECT name, role, public_key, added_at, added_by, recipient
  FROM actor
 ORDER BY name;

-- actor_add --
-- A new actor; nothing when the name or the key is taken.
INSERT INTO actor (name, role, public_key, added_at, added_by, recipient)
VALUES (%(name)s, %(role)s, %(public_key)s, %(added_at)s, %(added_by)s, %(recipient)s)
ON CONFLICT DO NOTHING
RETURNING name;

-- act_add --
-- The line of one act; its number.
INSERT INTO act (actor, done_at, verb, digest, signature, reason)
VALUES (%(actor)s, %(done_at)s, %(verb)s, %(digest)s, %(signature)s, %(reason)s)
RETURNING act_id;

-- access_lines_add --
-- Lines of what was shown of whom, by COPY.
COPY access_line (act_id, subject_id, shown, position, judged_on) FROM STDIN;

-- fates --
-- What became of the messages of each source, of all days together.
SELECT source, sum(received)::bigint, sum(accepted)::bigint, sum(duplicates)::bigint,
       sum(set_aside)::bigint, sum(refused)::bigint
  FROM fate_count
 GROUP BY source
 ORDER BY source;
