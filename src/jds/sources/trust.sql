-- trust --
-- How far sources are trusted: their standing, since when, whether they ever had a key, and whether
-- something of them is doubtful.
SELECT source.urn, source.source_id, stated.standing, stated.since,
       EXISTS (SELECT FROM source_key AS own WHERE own.source_id = source.source_id),
       EXISTS (SELECT FROM source_distrust AS own WHERE own.source_id = source.source_id)
  FROM source
  LEFT JOIN LATERAL (SELECT standing, since FROM source_standing AS stated
                      WHERE stated.source_id = source.source_id
                      ORDER BY since DESC LIMIT 1) AS stated ON true
 WHERE source.urn = ANY (%(urns)s);

-- cut_off_at --
-- When a source was cut off last; that it was distrusted further while it was is no other cut.
SELECT max(since)
  FROM source_standing
 WHERE source_id = %(source_id)s AND standing = 'afgesneden' AND former <> 'afgesneden';
