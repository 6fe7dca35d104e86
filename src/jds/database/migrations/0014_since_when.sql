-- Since when a running number is missing, however often its gap was split by what came in between.
ALTER TABLE source_gap ADD COLUMN missing_since timestamptz;
UPDATE source_gap
   SET missing_since = coalesce(
           (SELECT min(mark.received_at)
              FROM source_gap AS before
              JOIN source_mark AS mark ON mark.source_id = before.source_id
                                      AND mark.position = before.seen_at_position
             WHERE before.source_id = source_gap.source_id
               AND before.first_missing <= source_gap.last_missing
               AND before.last_missing >= source_gap.first_missing),
           (SELECT added_at FROM source WHERE source.source_id = source_gap.source_id));
ALTER TABLE source_gap ALTER COLUMN missing_since SET NOT NULL;

-- A statement (bron-stand) counts from when it was made: when it was logged, at the latest when it came, so
-- that a source whose clock runs ahead proves nothing of days to come. `holds_through_at` is how far it
-- reaches when it holds; null when it names no moment, or no number, that can be read.
ALTER TABLE source_statement
    ADD COLUMN made_at          timestamptz,
    ADD COLUMN holds_through_at timestamptz;
UPDATE source_statement
   SET made_at = least(line.time, line.recorded_at),
       holds_through_at = CASE WHEN last_sequence IS NOT NULL
                               THEN least(complete_through_at, line.time, line.recorded_at) END
  FROM ledger_line AS line
 WHERE line.position = source_statement.position;
UPDATE source_statement SET holds_through_at = NULL WHERE complete_through_at IS NULL;
ALTER TABLE source_statement ALTER COLUMN made_at SET NOT NULL;
CREATE INDEX source_statement_made ON source_statement (source_id, made_at);
CREATE INDEX source_statement_holds ON source_statement (source_id, holds_through_at)
    WHERE holds_through_at IS NOT NULL;
