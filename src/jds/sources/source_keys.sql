-- keys --
-- Every key of a source, newest first.
SELECT key_id, public_key, registered_at, registered_by, revoked_from, revoked_at
  FROM source_key
 WHERE source_id = %(source_id)s
 ORDER BY key_id DESC;

-- holder --
-- Whether a key is, or was, that of a source.
SELECT source_id FROM source_key WHERE public_key = %(public_key)s;

-- register --
-- Registers a key.
INSERT INTO source_key (source_id, public_key, registered_at, registered_by, registered_as)
VALUES (%(source_id)s, %(public_key)s, %(registered_at)s, %(registered_by)s, %(registered_as)s);

-- revoke --
-- Revokes the keys of a source, as of an instant.
UPDATE source_key
   SET revoked_from = least(%(revoked_from)s, %(revoked_at)s), revoked_at = %(revoked_at)s
 WHERE source_id = %(source_id)s AND revoked_at IS NULL;

-- signing --
-- Every source that signs, with the keys of it that are not revoked.
SELECT source.urn, source.source_id,
       array_agg(source_key.public_key) FILTER (WHERE source_key.revoked_at IS NULL),
       array_agg(source_key.registered_at) FILTER (WHERE source_key.revoked_at IS NULL)
  FROM source_key
  JOIN source USING (source_id)
 GROUP BY source.urn, source.source_id
 ORDER BY source.urn;

-- permitted_at --
-- When two people let a file in last.
SELECT max(permitted_at) FROM file_permit WHERE file_digest = %(file_digest)s;

-- permit --
-- Notes that two people let a file in.
INSERT INTO file_permit (number, file_digest, permitted_at)
VALUES (%(number)s, %(file_digest)s, %(permitted_at)s);
