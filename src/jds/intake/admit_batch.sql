-- insert_refusals --
-- Remembers refused messages by keyed digest.
INSERT INTO refusal (message_digest, refused_at)
SELECT refused.message_digest, %(refused_at)s
  FROM unnest(%(digests)s::bytea[]) AS refused (message_digest)
ON CONFLICT DO NOTHING;

-- count_fates --
-- Adds the fates of a batch to those of its source and day.
INSERT INTO fate_count (source, day, received, accepted, duplicates, set_aside, refused)
VALUES (%(source)s, %(day)s, %(received)s, %(accepted)s, %(duplicates)s, %(set_aside)s,
        %(refused)s)
ON CONFLICT (source, day) DO UPDATE
   SET received = fate_count.received + excluded.received,
       accepted = fate_count.accepted + excluded.accepted,
       duplicates = fate_count.duplicates + excluded.duplicates,
       set_aside = fate_count.set_aside + excluded.set_aside,
       refused = fate_count.refused + excluded.refused;
