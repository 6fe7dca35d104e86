-- trust --
-- How far sources are trusted: their standing, since when, whether they ever had a key, and whether
-- something of them is doubtful.
SELECT source.urn, source.source_id, stated.word, stated.since,
       EXISTS (SELECT FROM source_key AS own WHERE own.source_id = source.source_id),
       EXISTS (SELECT FROM source_distrust AS own WHERE own.source_id = source.source_id)
  FROM source
  LEFT JOIN LATERAL (SELECT word, since FROM interim_standing AS stated
                      WHERE stated.source_id = source.source_id
                      ORDER BY change_id DESC LIMIT 1) AS stated ON true
 WHERE source.urn = ANY (%(urns)s);

-- cut_off_at --
-- When a source was cut off last.
SELECT max(since) FROM interim_standing WHERE source_id = %(source_id)s AND word = 'afgesneden';

-- state --
-- States another standing.
INSERT INTO interim_standing (source_id, word, since, reason)
VALUES (%(source_id)s, %(word)s, %(since)s, %(reason)s);
