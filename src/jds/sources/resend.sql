-- missing --
-- Open gaps of a source, in the order of its numbers; unwrapped.
SELECT first_missing, last_missing
  FROM source_gap
 WHERE source_id = %(source_id)s AND closed_at_position IS NULL
 ORDER BY first_missing;

-- keep_request --
-- Keeps that a source was asked to send ranges of numbers again.
INSERT INTO resend_request (source_id, requested_at, act_id, ranges)
VALUES (%(source_id)s, %(requested_at)s, %(act_id)s, %(ranges)s::int8multirange)
RETURNING number;

-- requests --
-- Every request to a source, the newest last.
SELECT request.number, request.requested_at,
       ARRAY(SELECT lower(part) FROM unnest(request.ranges) AS part ORDER BY 1),
       ARRAY(SELECT upper(part) - 1 FROM unnest(request.ranges) AS part ORDER BY 1)
  FROM resend_request AS request
  JOIN source USING (source_id)
 WHERE source.urn = %(urn)s
 ORDER BY request.number;
