-- note_unwatched --
-- Notes that nobody watched up to a look, when it comes later than was due; the first look of all was due
-- when the first source had been there for as long as may pass between looks.
INSERT INTO unwatched (from_at, until_at)
SELECT last.from_at, %(beat_at)s
  FROM (SELECT beat_at AS from_at FROM watch_beat WHERE due_at < %(beat_at)s
         UNION ALL
        SELECT min(added_at) FROM source
         HAVING min(added_at) + %(patience)s < %(beat_at)s AND NOT EXISTS (SELECT FROM watch_beat)) AS last
 WHERE last.from_at < %(beat_at)s
    ON CONFLICT DO NOTHING;

-- unwatched --
-- When nobody watched and somebody did again, after a moment; the last first.
SELECT from_at, until_at
  FROM unwatched
 WHERE until_at > %(after)s
 ORDER BY until_at DESC;
