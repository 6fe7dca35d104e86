-- slices --
-- What is in quarantine and not released, by source, class of harm and day, most harmful first. A digest
-- is that of the sorted content digests.
SELECT item.source_id, item.harm, item.logged_on, source.urn, count(*),
       sha256(string_agg(item.content_digest, ''::bytea ORDER BY item.content_digest)),
       count(*) FILTER (WHERE NOT item.is_compared)
  FROM quarantine_item AS item
  JOIN source USING (source_id)
 WHERE item.release_id IS NULL
   AND source.urn = coalesce(%(urn)s, source.urn)
 GROUP BY item.source_id, source.urn, item.harm, item.logged_on
 ORDER BY item.harm, item.source_id, item.logged_on;

-- wider_slices --
-- The same by source and class, and by source.
SELECT item.source_id, item.harm, source.urn, count(*),
       sha256(string_agg(item.content_digest, ''::bytea ORDER BY item.content_digest)),
       count(*) FILTER (WHERE NOT item.is_compared)
  FROM quarantine_item AS item
  JOIN source USING (source_id)
 WHERE item.release_id IS NULL
   AND source.urn = coalesce(%(urn)s, source.urn)
 GROUP BY GROUPING SETS ((item.source_id, source.urn, item.harm), (item.source_id, source.urn))
 ORDER BY item.source_id, item.harm NULLS FIRST;

-- findings_of_slices --
-- How many findings there are about each slice, by severity; a wider one has no class, or no day.
SELECT item.source_id, CASE WHEN GROUPING(item.harm) = 0 THEN item.harm END,
       CASE WHEN GROUPING(item.logged_on) = 0 THEN item.logged_on END, finding.severity,
       count(DISTINCT finding.finding_id)
  FROM quarantine_finding_about AS about
  JOIN quarantine_finding AS finding USING (finding_id)
  JOIN quarantine_item AS item USING (number)
 WHERE item.release_id IS NULL
 GROUP BY GROUPING SETS ((item.source_id, item.harm, item.logged_on, finding.severity),
                         (item.source_id, item.harm, finding.severity),
                         (item.source_id, finding.severity));

-- one_slice --
-- One slice: how much is in it, its digest, what is not compared, and the findings about it.
SELECT count(*),
       sha256(coalesce(string_agg(item.content_digest, ''::bytea ORDER BY item.content_digest), ''::bytea)),
       count(*) FILTER (WHERE NOT item.is_compared),
       (SELECT count(DISTINCT about.finding_id)
          FROM quarantine_finding_about AS about
          JOIN quarantine_item AS found USING (number)
         WHERE found.source_id = %(source_id)s AND found.release_id IS NULL
           AND found.number = coalesce(%(number)s, found.number)
           AND found.harm = coalesce(%(harm)s, found.harm)
           AND found.logged_on = coalesce(%(logged_on)s, found.logged_on))
  FROM quarantine_item AS item
 WHERE item.source_id = %(source_id)s AND item.release_id IS NULL
   AND item.number = coalesce(%(number)s, item.number)
   AND item.harm = coalesce(%(harm)s, item.harm)
   AND item.logged_on = coalesce(%(logged_on)s, item.logged_on);

-- more_harmful --
-- The most harmful class of a source that still waits.
SELECT min(harm) FROM quarantine_item WHERE source_id = %(source_id)s AND release_id IS NULL;

-- item --
-- Where a message in quarantine stands.
SELECT item.source_id, source.urn, item.harm, item.logged_on, item.kind, sha256(item.content_digest),
       item.is_compared, item.release_id, set_aside.since
  FROM quarantine_item AS item
  JOIN source USING (source_id)
  JOIN set_aside USING (number)
 WHERE item.number = %(number)s;

-- findings --
-- What a comparison found, of a source or of one message, gravest first, with how many messages.
SELECT finding.finding_id, source.urn, finding.kind, finding.severity, finding.sentence,
       count(*), min(item.harm), (array_agg(about.number ORDER BY about.number))[1:20]
  FROM quarantine_finding AS finding
  JOIN source USING (source_id)
  JOIN quarantine_finding_about AS about USING (finding_id)
  JOIN quarantine_item AS item USING (number)
 WHERE item.release_id IS NULL
   AND source.urn = coalesce(%(urn)s, source.urn)
   AND (%(number)s::bigint IS NULL
        OR EXISTS (SELECT FROM quarantine_finding_about AS own
                    WHERE own.finding_id = finding.finding_id AND own.number = %(number)s))
 GROUP BY finding.finding_id, source.urn
 ORDER BY finding.severity, min(item.harm), finding.kind, finding.finding_id
 LIMIT %(count)s;

-- finding_totals --
-- How many findings there are of each kind about what is not released, and of how many messages.
SELECT source.urn, finding.kind, finding.severity, count(DISTINCT finding.finding_id),
       count(DISTINCT item.number)
  FROM quarantine_finding AS finding
  JOIN source USING (source_id)
  JOIN quarantine_finding_about AS about USING (finding_id)
  JOIN quarantine_item AS item USING (number)
 WHERE item.release_id IS NULL
   AND source.urn = coalesce(%(urn)s, source.urn)
 GROUP BY source.urn, finding.kind, finding.severity
 ORDER BY finding.severity, finding.kind, source.urn;
