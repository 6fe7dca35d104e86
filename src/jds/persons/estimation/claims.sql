-- claims --
-- Everything that was ever said of anybody, as the index keeps it.
SELECT claim_id, subject_id, description FROM identity_claim ORDER BY claim_id;
