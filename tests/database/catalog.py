"""What a schema consists of, as the database itself describes it: one line per thing.

Two databases with the same lines have the same tables, whatever SQL made them. Only databases on
the same server may be compared: the wording differs per version.
"""

from jds.database.connection import Connection

_QUERIES = {
    "column": """
        SELECT format('%s.%s %s %s default %s identity %s generated %s collation %s',
                      c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                      CASE WHEN a.attnotnull THEN 'not null' ELSE 'null' END,
                      coalesce(pg_get_expr(d.adbin, d.adrelid), '-'),
                      a.attidentity, a.attgenerated, a.attcollation::regcollation)
          FROM pg_attribute a
          JOIN pg_class c ON c.oid = a.attrelid
          LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
         WHERE c.relnamespace = 'jds'::regnamespace
           AND c.relkind IN ('r', 'p', 'v', 'm', 'c')
           AND a.attnum > 0 AND NOT a.attisdropped""",
    "relation": """
        SELECT format('%s kind %s persistence %s options %s view %s', c.relname, c.relkind,
                      c.relpersistence, c.reloptions, CASE WHEN c.relkind IN ('v', 'm')
                      THEN pg_get_viewdef(c.oid) ELSE '-' END)
          FROM pg_class c WHERE c.relnamespace = 'jds'::regnamespace""",
    "constraint": """
        SELECT format('%s on %s: %s', conname, coalesce(nullif(conrelid, 0)::regclass::text,
                      nullif(contypid, 0)::regtype::text), pg_get_constraintdef(oid))
          FROM pg_constraint WHERE connamespace = 'jds'::regnamespace""",
    "index": """
        SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
         WHERE c.relnamespace = 'jds'::regnamespace""",
    "trigger": """
        SELECT format('%s enabled %s', pg_get_triggerdef(t.oid), t.tgenabled)
          FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE c.relnamespace = 'jds'::regnamespace AND NOT t.tgisinternal""",
    "function": """
        SELECT pg_get_functiondef(p.oid) FROM pg_proc p
         WHERE p.pronamespace = 'jds'::regnamespace AND p.prokind IN ('f', 'p')
           AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')""",
    "sequence": """
        SELECT format('%s %s start %s by %s cycle %s', seqrelid::regclass,
                      format_type(seqtypid, NULL), seqstart, seqincrement, seqcycle)
          FROM pg_sequence JOIN pg_class c ON c.oid = seqrelid
         WHERE c.relnamespace = 'jds'::regnamespace""",
    "type": """
        SELECT format('%s %s of %s labels %s', t.typname, t.typtype,
                      format_type(nullif(t.typbasetype, 0), t.typtypmod),
                      (SELECT array_agg(e.enumlabel ORDER BY e.enumsortorder)
                         FROM pg_enum e WHERE e.enumtypid = t.oid))
          FROM pg_type t
         WHERE t.typnamespace = 'jds'::regnamespace AND t.typtype IN ('e', 'd', 'r')""",
    "comment": """
        SELECT format('%s: %s', pg_describe_object(classoid, objoid, objsubid), description)
          FROM pg_description d
          JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass
         WHERE c.relnamespace = 'jds'::regnamespace""",
    "extension": """
        SELECT format('%s in %s', extname, extnamespace::regnamespace) FROM pg_extension""",
}


def description_of(connection: Connection) -> list[str]:
    """Return one line per thing in the schema `jds`, sorted."""
    return sorted(
        f"{kind} {row[0]}" for kind, query in _QUERIES.items() for row in connection.execute(query)
    )
