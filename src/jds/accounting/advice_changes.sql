-- advice_change_lock --
-- Lets no answer read what is declared until this transaction ends, so that one asked again is the same.
LOCK TABLE advice_change IN ACCESS EXCLUSIVE MODE;

-- advice_change_add --
-- What two people declared.
INSERT INTO advice_change (number, purposes, risks, advice, starts_on, ends_before, notice_nl, notice_en,
                           declared_at)
VALUES (%(number)s, %(purposes)s, %(risks)s, %(advice)s, %(starts_on)s, %(ends_before)s, %(notice_nl)s,
        %(notice_en)s, %(declared_at)s);

-- advice_change_end --
-- Ends a declaration before its last day; one that ended does not end again.
UPDATE advice_change
   SET ended_at = greatest(declared_at, %(ended_at)s), ended_by = %(ended_by)s
 WHERE number = %(number)s
   AND ended_at IS NULL;

-- advice_changes --
-- Every declaration or one, the oldest first.
SELECT number, purposes, risks, advice, starts_on, ends_before, notice_nl, notice_en, declared_at, ended_at,
       ended_by
  FROM advice_change
 WHERE number = coalesce(%(number)s, number)
 ORDER BY number;

-- advice_changes_of --
-- What holds for a purpose on a day, as known at an instant; the last declared last.
SELECT number, purposes, risks, advice, starts_on, ends_before, notice_nl, notice_en, declared_at, ended_at,
       ended_by
  FROM advice_change
 WHERE (%(pair)s::text IS NULL OR %(pair)s = ANY (purposes))
   AND starts_on <= %(on)s
   AND ends_before > %(on)s
   AND declared_at <= %(at)s
   AND (ended_at IS NULL OR ended_at > %(at)s)
 ORDER BY declared_at, number;
