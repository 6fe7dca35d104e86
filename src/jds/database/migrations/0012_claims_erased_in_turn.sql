-- Erasing and indexing take turns. A step of the index that has read a message, and writes what it
-- says after the message was erased, would keep it: so an erasure waits for that step, and then
-- takes what it wrote.
CREATE OR REPLACE FUNCTION forget_claims() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gone bigint[];
BEGIN
    INSERT INTO reader (name, position) VALUES ('personen', 0) ON CONFLICT (name) DO NOTHING;
    PERFORM position FROM reader WHERE name = 'personen' FOR UPDATE;
    WITH deleted AS (
        DELETE FROM identity_claim USING erased
         WHERE identity_claim.position = erased.position
        RETURNING identity_claim.keys)
    SELECT array_agg(DISTINCT key) INTO gone FROM deleted CROSS JOIN unnest(deleted.keys) AS each (key);
    IF gone IS NOT NULL THEN
        DELETE FROM family_name
         WHERE claim_key = ANY (gone)
           AND NOT EXISTS (SELECT FROM identity_claim WHERE keys @> ARRAY[family_name.claim_key]);
    END IF;
    RETURN NULL;
END $$;
