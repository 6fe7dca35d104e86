-- entered --
-- What was entered from paper at some positions, by which channel, and the last instant at which the
-- source had been heard when it was not current.
SELECT entry.position, entry.gap_from, item.channel, item.number
  FROM paper_entry AS entry
  JOIN paper_item AS item ON item.number = entry.number
 WHERE entry.position = ANY (%(positions)s::bigint[]);

-- pairs_of --
-- Pairs that stood at some time, of paper messages at some positions. One with a message that was
-- not known at a position, or that another had displaced by then, does not count.
SELECT pair.paper_position, pair.digital_position, pair.paired_at, pair.ended_at
  FROM paper_pair AS pair
 WHERE pair.paper_position = ANY (%(positions)s::bigint[])
   AND pair.digital_position <= %(through)s
   AND NOT EXISTS (SELECT FROM ledger_line AS later
                    WHERE later.displaces = pair.digital_position AND later.position <= %(through)s)
 ORDER BY pair.pair_id;

-- leads_of --
-- What operators stated of the cases of subjects, in order.
SELECT lead.lead_id, lead.channel, lead.stated_at, lead.from_at, lead.case_names,
       ARRAY(SELECT whom.subject_id FROM case_lead_about AS whom
              WHERE whom.lead_id = lead.lead_id ORDER BY whom.subject_id),
       act.actor, lead.reason
  FROM case_lead AS lead
  JOIN act ON act.act_id = lead.act_id
 WHERE lead.lead_id IN (SELECT lead_id FROM case_lead_about
                         WHERE subject_id = ANY (%(subjects)s::bigint[]))
 ORDER BY lead.lead_id;

-- lead_add --
-- A statement of which way leads in a case.
INSERT INTO case_lead (channel, stated_at, from_at, case_names, reason, act_id)
VALUES (%(channel)s, %(stated_at)s, %(from_at)s, %(case_names)s, %(reason)s, %(act_id)s)
RETURNING lead_id;

-- lead_about_add --
-- Whose case it is.
INSERT INTO case_lead_about (lead_id, subject_id)
SELECT %(lead_id)s, subject_id
  FROM unnest(%(subjects)s::bigint[]) AS whom (subject_id);

-- pair_add --
-- That two messages state the same fact.
INSERT INTO paper_pair (paper_position, digital_position, paired_at, act_id, method, reasons)
VALUES (%(paper)s, %(digital)s, %(paired_at)s, %(act_id)s, %(method)s, %(reasons)s)
RETURNING pair_id;

-- pair_end --
-- Ends the pair of a paper message; a clock that was set back does not end it before it was made.
UPDATE paper_pair
   SET ended_at = greatest(paired_at, %(ended_at)s), ended_by_act = %(act_id)s
 WHERE paper_position = %(paper)s AND ended_at IS NULL
RETURNING digital_position;

-- apart_add --
-- That two messages do not state the same fact.
INSERT INTO paper_apart (paper_position, digital_position, act_id)
VALUES (%(paper)s, %(digital)s, %(act_id)s)
ON CONFLICT DO NOTHING;

-- unpaired --
-- First messages from paper without a pair, the oldest first: not corrections or retractions, not what
-- was retracted, and not what was erased.
SELECT entry.position, entry.number, line.message_id, line.kind, line.recorded_at
  FROM paper_entry AS entry
  JOIN ledger_line AS line ON line.position = entry.position
  JOIN ledger_payload AS payload ON payload.position = entry.position
  LEFT JOIN effect ON effect.position = entry.position
 WHERE line.kind NOT IN ('gegevens-gecorrigeerd', 'gegevens-ingetrokken')
   AND effect.effect IS DISTINCT FROM 'ingetrokken'
   AND NOT EXISTS (SELECT FROM paper_pair AS pair
                    WHERE pair.paper_position = entry.position AND pair.ended_at IS NULL)
 ORDER BY entry.position;

-- has_unpaired --
-- Whether there is anything to find a pair for.
SELECT EXISTS (SELECT
                 FROM paper_entry AS entry
                WHERE NOT EXISTS (SELECT FROM paper_pair AS pair
                                   WHERE pair.paper_position = entry.position
                                     AND pair.ended_at IS NULL));

-- spoken_for --
-- Which of some digital messages are in a pair that stands.
SELECT digital_position
  FROM paper_pair
 WHERE digital_position = ANY (%(positions)s::bigint[]) AND ended_at IS NULL;

-- kept_apart --
-- Digital messages that are not to be proposed for a paper one: a clerk said no, or ended the pair.
SELECT digital_position
  FROM paper_apart
 WHERE paper_position = %(position)s
 UNION
SELECT digital_position
  FROM paper_pair
 WHERE paper_position = %(position)s AND ended_at IS NOT NULL;

-- of_cases --
-- Digital messages of a source and kind about cases with some names: it reads every message of that
-- kind, and is asked only on request.
SELECT line.position
  FROM ledger_line AS line
  JOIN ledger_payload AS payload ON payload.position = line.position
  JOIN source ON source.source_id = line.source_id
 WHERE source.urn = %(source)s AND line.kind = %(kind)s
   AND case_names_in(payload.content) && %(names)s::text[]
 ORDER BY line.position;

-- pair_of --
-- The digital message that a paper one is in a pair with.
SELECT digital_position FROM paper_pair WHERE paper_position = %(position)s AND ended_at IS NULL;

-- entered_about --
-- What clerks entered about cases with some names.
SELECT entry.position
  FROM paper_entry AS entry
  JOIN ledger_payload AS payload ON payload.position = entry.position
 WHERE case_names_in(payload.content) && %(names)s::text[]
 ORDER BY entry.position;
