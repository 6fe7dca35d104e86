-- searches_since --
-- How many searches by description an actor made since a moment, alone or in batches.
SELECT count(*)
  FROM person_search
 WHERE actor = %(actor)s
   AND asked_at > %(since)s
   AND asked_by = 'beschrijving'
   AND in_batch = %(in_batch)s
   AND result <> 'geweigerd';

-- searches_add --
-- Takes searches that were made.
COPY person_search (act_id, actor, asked_at, asked_by, in_batch, position, method, result, candidates)
FROM STDIN;
