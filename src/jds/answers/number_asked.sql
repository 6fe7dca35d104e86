-- number_add --
-- By which number an answer was asked.
INSERT INTO answer_number (answer_id, asked_at, digest) VALUES (%(answer_id)s, %(asked_at)s, %(digest)s);

-- forget_old --
-- Forgets by which numbers was asked before a moment.
DELETE FROM answer_number WHERE asked_at < %(before)s;
