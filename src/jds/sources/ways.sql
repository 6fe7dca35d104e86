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
              WHERE whom.lead_id = lead.lead_id ORDER BY whom.subject_id)
  FROM case_lead AS lead
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
