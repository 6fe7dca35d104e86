-- proposals_expire --
-- Settles the proposals that nobody approved in time.
UPDATE proposal
   SET state = 'vervallen', settled_at = expires_at
 WHERE state = 'voorgesteld'
   AND expires_at <= %(now)s;

-- proposal_add --
-- A new proposal; its number.
INSERT INTO proposal (verb, digest, proposer, proposed_by_act, proposed_at, expires_at)
VALUES (%(verb)s, %(digest)s, %(proposer)s, %(act_id)s, %(proposed_at)s, %(expires_at)s)
RETURNING number;

-- proposal_content_add --
-- What a proposal says.
INSERT INTO proposal_content (number, content, reason)
VALUES (%(number)s, %(content)s, %(reason)s);

-- proposal_about_add --
-- Whom a proposal is about.
INSERT INTO proposal_about (number, subject_id, case_names)
SELECT %(number)s, subject_id, %(case_names)s
  FROM unnest(%(subject_ids)s::bigint[]) AS whom (subject_id);

-- proposals --
-- Every proposal or one, the oldest first; what nobody approved in time has lapsed, settled as such or not.
SELECT proposal.number, proposal.verb, proposal.digest, proposal.proposer, proposal.proposed_at,
       proposal.expires_at,
       CASE WHEN proposal.state = 'voorgesteld' AND proposal.expires_at <= %(now)s
            THEN 'vervallen' ELSE proposal.state END,
       CASE WHEN proposal.state = 'voorgesteld' AND proposal.expires_at <= %(now)s
            THEN proposal.expires_at ELSE proposal.settled_at END,
       act.actor
  FROM proposal
  LEFT JOIN act ON act.act_id = proposal.settled_by_act
 WHERE proposal.number = coalesce(%(number)s, proposal.number)
 ORDER BY proposal.number;

-- proposal_lock --
-- One proposal, held until this transaction ends: of two people who settle it the second sees the first.
SELECT number, verb, digest, proposer, proposed_at, expires_at,
       CASE WHEN state = 'voorgesteld' AND expires_at <= %(now)s THEN 'vervallen' ELSE state END,
       CASE WHEN state = 'voorgesteld' AND expires_at <= %(now)s THEN expires_at ELSE settled_at END,
       (SELECT act.actor FROM act WHERE act.act_id = proposal.settled_by_act)
  FROM proposal
 WHERE number = %(number)s
   FOR UPDATE;

-- proposal_words --
-- What a proposal says and why, while that is kept, and why it was settled.
SELECT content, reason, settled_reason
  FROM proposal_content
 WHERE number = %(number)s;

-- proposal_subjects --
-- Whom a proposal is about.
SELECT subject_id
  FROM proposal_about
 WHERE number = %(number)s
 ORDER BY subject_id;

-- proposing_act --
-- The act with which something was proposed, and the key that proves it.
SELECT act.digest, act.signature, act.done_at, actor.public_key, actor.role
  FROM proposal
  JOIN act ON act.act_id = proposal.proposed_by_act
  JOIN actor ON actor.name = act.actor AND actor.name = proposal.proposer
 WHERE proposal.number = %(number)s;

-- proposal_settle --
-- Notes what became of a proposal.
UPDATE proposal
   SET state = %(state)s, settled_at = %(settled_at)s, approver = %(approver)s,
       settled_by_act = %(act_id)s
 WHERE number = %(number)s;

-- proposal_settled_reason --
-- Notes why.
UPDATE proposal_content
   SET settled_reason = %(reason)s
 WHERE number = %(number)s;

-- approver --
-- Who approved a proposal, and the act by which.
SELECT approver, settled_by_act
  FROM proposal
 WHERE number = %(number)s;
