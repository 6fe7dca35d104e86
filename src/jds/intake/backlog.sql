-- look_at_table --
-- Lets the planner see how much was signed off: it still knows how it was before.
ANALYZE quarantine_item;

-- last_release --
-- The last sign-off.
SELECT coalesce(max(release_id), 0) FROM quarantine_release;

-- next_released --
-- The next messages that were signed off, most harmful first and in order within a case, without those
-- that are being judged.
SELECT item.number, set_aside.content, set_aside.source, set_aside.received_on
  FROM quarantine_item AS item
  JOIN set_aside USING (number)
 WHERE item.release_id IS NOT NULL AND NOT item.number = ANY (%(under_way)s::bigint[])
 ORDER BY item.harm, item.case_id, item.counts_on, item.time, item.sequence, item.number
 LIMIT %(count)s;
