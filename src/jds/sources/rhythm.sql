-- state_rhythm --
-- Writes down what is agreed with a source from an instant on.
INSERT INTO source_rhythm (source_id, since, silent_after, heartbeat_every, usual_delay, expected,
                           complete_from_at, act_id)
VALUES (%(source_id)s, %(since)s, %(silent_after)s, %(heartbeat_every)s, %(usual_delay)s,
        %(expected)s, %(complete_from_at)s, %(act_id)s);

-- rhythms --
-- Everything that was ever agreed with a source, the first first.
SELECT rhythm.since, rhythm.silent_after, rhythm.heartbeat_every, rhythm.usual_delay,
       rhythm.expected, rhythm.complete_from_at
  FROM source_rhythm AS rhythm
  JOIN source USING (source_id)
 WHERE source.urn = %(urn)s
 ORDER BY rhythm.since;
