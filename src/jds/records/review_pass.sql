-- reader_begin --
-- Makes the place of the reader, at the start of the ledger, if it has none yet.
INSERT INTO reader (name, position) VALUES (%(name)s, 0) ON CONFLICT (name) DO NOTHING;

-- pass_lock --
-- Where the pass stands; the lock makes processes take turns.
SELECT review_pass.method, review_pass.through, review_pass.done_subject, reader.position
  FROM review_pass
 CROSS JOIN reader
 WHERE reader.name = %(name)s
   FOR UPDATE;

-- pass_begin --
-- A pass begins.
UPDATE review_pass SET through = %(through)s, done_subject = 0, method = %(method)s;

-- pass_move --
-- Some subjects are done.
UPDATE review_pass SET done_subject = %(done_subject)s;

-- pass_end --
-- A pass is done.
UPDATE review_pass SET through = NULL, done_subject = NULL;

-- reader_move --
-- Moves the place of the reader.
UPDATE reader SET position = %(position)s WHERE name = %(name)s;

-- again --
-- Subjects to look at again.
SELECT DISTINCT subject_id FROM review_again;

-- again_done --
-- They are looked at now; what comes for them from here on is for the next pass.
DELETE FROM review_again WHERE subject_id = ANY (%(subjects)s::bigint[]);

-- new_among --
-- Which of some subjects no message named up to a position.
SELECT subject_id
  FROM unnest(%(subjects)s::bigint[]) AS asked (subject_id)
 WHERE NOT EXISTS (SELECT
                     FROM about
                    WHERE about.subject_id = asked.subject_id
                      AND about.position <= %(position)s);
