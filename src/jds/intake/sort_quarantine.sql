-- sorting_lock --
-- How far the quarantine is sorted; whoever changes what is in it takes turns by this row.
SELECT through_number, edition
  FROM quarantine_sorting
   FOR UPDATE;

-- sorting_move --
-- Notes how far it is sorted now.
UPDATE quarantine_sorting
   SET through_number = %(through_number)s, edition = %(edition)s;

-- look_at_tables --
-- Lets the planner see how much there is now, instead of some time later.
ANALYZE set_aside, set_aside_about, quarantine_item, quarantine_case, quarantine_case_name;

-- sort_again --
-- Forgets what cases were worth under another edition of the law.
UPDATE quarantine_case SET harm = NULL WHERE harm IS NOT NULL;

-- unsorted --
-- The next messages in quarantine that are not sorted yet.
SELECT number, source_id, source, message_id, sequence, content, content_digest
  FROM set_aside
  JOIN source ON source.urn = set_aside.source
 WHERE number > %(after)s AND state = 'apart-gezet' AND reason = 'quarantaine'
 ORDER BY number
 LIMIT %(count)s;

-- take_out --
-- Takes messages out that were sorted before, and gives what was decided about each.
DELETE FROM quarantine_item
 WHERE number = ANY (%(numbers)s)
RETURNING number, is_compared, release_id;

-- cases_named --
-- The cases that go by some names.
SELECT name, case_id, harm
  FROM quarantine_case_name
  JOIN quarantine_case USING (case_id)
 WHERE name = ANY (%(names)s::text[]);

-- waiting_under --
-- Messages in quarantine under some names, with their cases.
SELECT set_aside.source, set_aside.message_id, item.case_id, quarantine_case.harm
  FROM unnest(%(sources)s::text[], %(message_ids)s::text[]) AS asked (source, message_id)
  JOIN set_aside USING (source, message_id)
  JOIN quarantine_item AS item ON item.number = set_aside.number
  JOIN quarantine_case ON quarantine_case.case_id = item.case_id;

-- changes_of --
-- The cases of corrections and retractions that were sorted before what they concern.
SELECT item.concerns, item.case_id, quarantine_case.harm
  FROM quarantine_item AS item
  JOIN quarantine_case USING (case_id)
 WHERE item.concerns = ANY (%(concerned)s::text[]);

-- accepted_under --
-- Accepted messages under some names, with what they say.
SELECT source.urn, line.message_id, line.kind, payload.content, payload.unknown_dates
  FROM unnest(%(sources)s::text[], %(message_ids)s::text[]) AS asked (source, message_id)
  JOIN source ON source.urn = asked.source
  JOIN ledger_line AS line ON line.source_id = source.source_id AND line.message_id = asked.message_id
  JOIN ledger_payload AS payload USING (position);

-- described --
-- Accepted messages that may describe the offences of a case, about some subjects.
SELECT source.urn, line.message_id, line.kind, payload.content, payload.unknown_dates
  FROM subject
  JOIN about USING (subject_id)
  JOIN ledger_line AS line USING (position)
  JOIN source USING (source_id)
  JOIN ledger_payload AS payload USING (position)
 WHERE subject.key = ANY (%(subjects)s::text[])
   AND line.kind = ANY (%(kinds)s);

-- new_cases --
-- Room for new cases.
INSERT INTO quarantine_case (harm)
SELECT harm FROM unnest(%(harms)s::smallint[]) WITH ORDINALITY AS new (harm, place)
 ORDER BY place
RETURNING case_id;

-- name_cases --
-- Notes by which names cases go.
INSERT INTO quarantine_case_name (name, case_id)
SELECT name, case_id FROM unnest(%(names)s::text[], %(case_ids)s::bigint[]) AS named (name, case_id)
    ON CONFLICT (name) DO UPDATE SET case_id = excluded.case_id;

-- join_names --
-- Gives the names of a case to another that turns out to be the same.
UPDATE quarantine_case_name SET case_id = %(case_id)s WHERE case_id = ANY (%(others)s);

-- join_items --
-- Gives its messages to the other.
UPDATE quarantine_item SET case_id = %(case_id)s WHERE case_id = ANY (%(others)s);

-- drop_cases --
-- Forgets cases that are part of others now.
DELETE FROM quarantine_case WHERE case_id = ANY (%(others)s);

-- rank_cases --
-- Notes what cases are worth.
UPDATE quarantine_case SET harm = ranked.harm
  FROM unnest(%(case_ids)s::bigint[], %(harms)s::smallint[]) AS ranked (case_id, harm)
 WHERE quarantine_case.case_id = ranked.case_id;

-- rank_items --
-- Gives the messages of cases the rank that these have now.
UPDATE quarantine_item AS item SET harm = ranked.harm
  FROM unnest(%(case_ids)s::bigint[], %(harms)s::smallint[]) AS ranked (case_id, harm)
 WHERE item.case_id = ranked.case_id AND item.harm <> ranked.harm;

-- follow_concerned --
-- Brings a correction or retraction that was sorted before what it concerns to the case of that.
-- Found by what they concern first: of those about no case yet there may be very many.
WITH following AS MATERIALIZED (
    SELECT number, concerns FROM quarantine_item WHERE concerns = ANY (%(concerned)s::text[])
)
UPDATE quarantine_item AS item SET case_id = found.case_id, harm = found.harm
  FROM following
  JOIN unnest(%(concerned)s::text[], %(case_ids)s::bigint[], %(harms)s::smallint[])
       AS found (concerned, case_id, harm) ON found.concerned = following.concerns
 WHERE item.number = following.number AND item.case_id = 0;

-- copy_items --
-- Takes sorted messages.
COPY quarantine_item (number, source_id, case_id, harm, kind, logged_on, counts_on, time, sequence,
                      content_digest, concerns, is_compared, release_id)
FROM STDIN;
