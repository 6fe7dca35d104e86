-- form --
-- By which form the index was made.
SELECT form FROM identity_index;

-- begin_anew --
-- Empties the index, to make it anew by another form.
TRUNCATE identity_claim, family_name;

-- keep_form --
-- Notes by which form the index is made.
UPDATE identity_index SET form = %(form)s;

-- reader_begin --
-- Makes the place of the reader, at the start of the ledger, if it has none yet.
INSERT INTO reader (name, position) VALUES (%(name)s, 0) ON CONFLICT (name) DO NOTHING;

-- reader_lock --
-- How far the reader has come; the lock makes processes take turns.
SELECT position FROM reader WHERE name = %(name)s FOR UPDATE;

-- reader_place --
-- How far the reader has come.
SELECT position FROM reader WHERE name = %(name)s;

-- reader_move --
-- Moves the place of the reader.
UPDATE reader SET position = %(position)s WHERE name = %(name)s;

-- messages --
-- Messages that name somebody, after a position.
SELECT line.position, source.urn, line.message_id, line.kind, payload.content, payload.unknown_dates
  FROM ledger_line AS line
  JOIN ledger_payload AS payload ON payload.position = line.position
  JOIN source ON source.source_id = line.source_id
 WHERE line.position > %(after)s
   AND line.position <= %(through)s
   AND EXISTS (SELECT FROM about WHERE about.position = line.position)
 ORDER BY line.position;

-- messages_of --
-- Every message that is left about subjects, oldest first.
SELECT line.position, source.urn, line.message_id, line.kind, payload.content, payload.unknown_dates
  FROM (SELECT DISTINCT position FROM about WHERE subject_id = ANY (%(subject_ids)s)) AS named
  JOIN ledger_line AS line ON line.position = named.position
  JOIN ledger_payload AS payload ON payload.position = named.position
  JOIN source ON source.source_id = line.source_id
 WHERE line.position <= %(through)s
 ORDER BY line.position;

-- fresh_table --
-- Where new claims are put before those that are there already are left out.
CREATE TEMPORARY TABLE IF NOT EXISTS fresh_claim (
    key         text,
    digest      bigint,
    position    bigint,
    description text,
    keys        bigint[]
) ON COMMIT DELETE ROWS;

-- fresh_copy --
-- Takes new claims.
COPY fresh_claim (key, digest, position, description, keys) FROM STDIN;

-- fresh_keep --
-- Keeps the claims that are new; of one that is there the first message stays noted.
INSERT INTO identity_claim (subject_id, digest, position, description, keys)
SELECT subject.subject_id, fresh.digest, fresh.position, fresh.description, fresh.keys
  FROM fresh_claim AS fresh
  JOIN subject ON subject.key = fresh.key
 ORDER BY fresh.position
ON CONFLICT (subject_id, digest) DO NOTHING;

-- families_known --
-- Which of some family names are there.
SELECT name FROM family_name WHERE name = ANY (%(names)s::text[]);

-- family_add --
-- Notes a family name.
INSERT INTO family_name (name, claim_key, keys) VALUES (%(name)s, %(claim_key)s, %(keys)s)
ON CONFLICT DO NOTHING;
