-- set_aside_about --
-- What was set aside at an instant about some subjects or numbers.
SELECT number, source, is_quarantined
  FROM set_aside_about(%(keys)s::text[], %(subjects)s::bigint[], %(at)s);
