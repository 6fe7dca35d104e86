-- item_add --
-- Registers what came; gives its number.
INSERT INTO paper_item (source_id, channel, received_at, registered_at, act_id)
VALUES (%(source_id)s, %(channel)s, %(received_at)s, %(registered_at)s, %(act_id)s)
RETURNING number;

-- content_add --
-- What it is about, in the words of the clerk.
INSERT INTO paper_item_content (number, about, file_digest, file_length)
VALUES (%(number)s, %(about)s, %(file_digest)s, %(file_length)s);

-- content_forget --
-- What was returned is nobody's to keep.
DELETE FROM paper_item_content WHERE number = %(number)s;

-- item_lock --
-- Holds an item until this transaction ends.
SELECT number FROM paper_item WHERE number = %(number)s FOR UPDATE;

-- items --
-- Every item or one, the oldest first, with how many of the messages made of it still stand, and how
-- many of these have no digital counterpart yet. What only corrects or retracts is not counted.
SELECT item.number, source.urn, item.channel, item.received_at, item.registered_at,
       item.returned_at, item.returned_reason, entered.standing, entered.unpaired, entered.first_at
  FROM paper_item AS item
  LEFT JOIN source ON source.source_id = item.source_id
 CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE NOT is_retracted) AS standing,
              count(*) FILTER (WHERE NOT is_retracted AND NOT is_paired) AS unpaired,
              min(recorded_at) AS first_at
         FROM (SELECT line.recorded_at,
                      coalesce(effect.effect = 'ingetrokken', false) AS is_retracted,
                      EXISTS (SELECT FROM paper_pair AS pair
                               WHERE pair.paper_position = entry.position
                                 AND pair.ended_at IS NULL) AS is_paired
                 FROM paper_entry AS entry
                 JOIN ledger_line AS line ON line.position = entry.position
                 LEFT JOIN effect ON effect.position = entry.position
                WHERE entry.number = item.number
                  AND line.kind NOT IN ('gegevens-gecorrigeerd', 'gegevens-ingetrokken')) AS root)
       AS entered
 WHERE item.number = coalesce(%(number)s, item.number)
 ORDER BY item.number;

-- content --
-- What the clerk wrote of an item; nothing when that is gone.
SELECT about, file_length FROM paper_item_content WHERE number = %(number)s;

-- entries --
-- Every message that was made of an item, or of all items, in order, with its pair.
SELECT entry.position, entry.number, line.message_id, line.kind, line.recorded_at, entry.gap_from,
       pair.digital_position, effect.effect, effect.reason
  FROM paper_entry AS entry
  JOIN ledger_line AS line ON line.position = entry.position
  LEFT JOIN paper_pair AS pair ON pair.paper_position = entry.position AND pair.ended_at IS NULL
  LEFT JOIN effect ON effect.position = entry.position
 WHERE entry.number = coalesce(%(number)s, entry.number)
 ORDER BY entry.position;

-- contents_of --
-- The messages that were made of an item, as they stand in the ledger.
SELECT entry.position, payload.content
  FROM paper_entry AS entry
  JOIN ledger_payload AS payload ON payload.position = entry.position
 WHERE entry.number = %(number)s
 ORDER BY entry.position;

-- entry_add --
-- That a message was made of an item.
INSERT INTO paper_entry (position, number, act_id, gap_from)
VALUES (%(position)s, %(number)s, %(act_id)s, %(gap_from)s);

-- count_entries --
-- How many messages were made of an item.
SELECT count(*) FROM paper_entry WHERE number = %(number)s;

-- root_of --
-- Kind and item of a message of a paper source that stands at the root of its chain.
SELECT line.kind, entry.number
  FROM ledger_line AS line
  JOIN source ON source.source_id = line.source_id
  JOIN paper_entry AS entry ON entry.position = line.position
 WHERE source.urn = %(source)s AND line.message_id = %(message_id)s;

-- item_return --
-- Notes that an item went back.
UPDATE paper_item
   SET returned_at = greatest(registered_at, %(returned_at)s), returned_by_act = %(act_id)s,
       returned_reason = %(reason)s
 WHERE number = %(number)s;
