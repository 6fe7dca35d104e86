-- alarms --
-- Every alarm, or those that are open, of every source or of one; the newest last.
SELECT alarm.number, source.urn, alarm.kind, alarm.key, alarm.facts, alarm.is_missing,
       alarm.opened_at, alarm.closed_at, act.actor, alarm.reason
  FROM source_alarm AS alarm
  JOIN source USING (source_id)
  LEFT JOIN act USING (act_id)
 WHERE source.urn = coalesce(%(urn)s, source.urn)
   AND (alarm.closed_at IS NULL OR NOT %(only_open)s)
   AND alarm.number = coalesce(%(number)s, alarm.number)
 ORDER BY alarm.number;

-- settled_keys --
-- What operators said of some kinds to be in order.
SELECT source.urn, alarm.kind, alarm.key
  FROM source_alarm AS alarm
  JOIN source USING (source_id)
 WHERE alarm.act_id IS NOT NULL;

-- open_alarm --
-- Opens an alarm.
INSERT INTO source_alarm (source_id, kind, key, facts, is_missing, opened_at)
VALUES (%(source_id)s, %(kind)s, %(key)s, %(facts)s, %(is_missing)s, %(opened_at)s);

-- close_alarm --
-- Closes an alarm that is open.
UPDATE source_alarm
   SET closed_at = %(closed_at)s, act_id = %(act_id)s, reason = %(reason)s
 WHERE number = %(number)s AND closed_at IS NULL;
