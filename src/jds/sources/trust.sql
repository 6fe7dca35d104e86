-- standings --
-- The last standing that was stated of each source that has one.
SELECT source.urn, source.source_id, stated.word, stated.since
  FROM source
 CROSS JOIN LATERAL (SELECT word, since FROM interim_standing AS stated
                      WHERE stated.source_id = source.source_id
                      ORDER BY change_id DESC LIMIT 1) AS stated;

-- state --
-- States another standing.
INSERT INTO interim_standing (source_id, word, since, reason)
VALUES (%(source_id)s, %(word)s, %(since)s, %(reason)s);
