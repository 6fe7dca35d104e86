-- claims --
-- What was said of people under some keys, as known at a position, the oldest first.
SELECT subject_id, description
  FROM claims_under(%(keys)s::bigint[])
 WHERE position <= %(position)s
 ORDER BY claim_id
 LIMIT %(most)s;

-- families_like --
-- Family names of the register that may be one or two slips away.
SELECT name
  FROM families_under(%(keys)s::bigint[])
 ORDER BY name
 LIMIT %(most)s;
