"""What the database itself refuses, whoever writes: overlapping spells, and changes to the audit trail.

A bulk loader may drop the triggers, load records it has checked, and create them again:

    triggers.drop(connection); ...; triggers.create(connection)

A refusal is an IntegrityError; the name in it is that of a constraint (`SPELL_OVERLAP`, `AUDIT_APPEND_ONLY`).
SQLite loses the triggers of a table that a batch migration rebuilds: create them again there. Triggers of tables that
a migration on its way up has not made yet are left out; `missing` names what is no longer as it was created.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect

SPELL_OVERLAP = "spell_overlap"
AUDIT_APPEND_ONLY = "audit_append_only"
APPEND_ONLY = ("audit_event", "audit_subject")

# Two terms [start, end) share a day; an open end is later than any day.
_OVERLAP = """
    SELECT 1 FROM spell AS other
    WHERE other.person_id = NEW.person_id AND other.id <> NEW.id AND other.retired_on IS NULL
      AND (NEW.end_on IS NULL OR other.start_on < NEW.end_on)
      AND (other.end_on IS NULL OR NEW.start_on < other.end_on)
"""

_SQLITE = {
    f"spell_overlap_{verb.lower()}": f"""
        AFTER {verb} ON spell WHEN NEW.retired_on IS NULL AND EXISTS ({_OVERLAP})
        BEGIN SELECT RAISE(ABORT, '{SPELL_OVERLAP}'); END"""
    for verb in ("INSERT", "UPDATE")
} | {
    f"{table}_{verb.lower()}": f"""
        BEFORE {verb} ON {table}
        BEGIN SELECT RAISE(ABORT, '{AUDIT_APPEND_ONLY}'); END"""
    for table in APPEND_ONLY
    for verb in ("UPDATE", "DELETE")
}

# The lock makes a second writer of the same person wait until it can see what the first one did. A stronger
# one would deadlock with the key-share locks that the foreign keys of both writers hold by then.
_POSTGRESQL_FUNCTIONS = {
    "refuse_spell_overlap": f"""
        BEGIN
            PERFORM 1 FROM person WHERE id = NEW.person_id FOR NO KEY UPDATE;
            IF EXISTS ({_OVERLAP}) THEN
                RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', MESSAGE = '{SPELL_OVERLAP}',
                    CONSTRAINT = '{SPELL_OVERLAP}', TABLE = 'spell';
            END IF;
            RETURN NULL;
        END""",
    "refuse_audit_change": f"""
        BEGIN
            RAISE EXCEPTION USING ERRCODE = 'restrict_violation', MESSAGE = '{AUDIT_APPEND_ONLY}',
                CONSTRAINT = '{AUDIT_APPEND_ONLY}', TABLE = TG_TABLE_NAME;
        END""",
}
_POSTGRESQL_TRIGGERS = {
    ("spell_overlap", "spell"): """AFTER INSERT OR UPDATE ON spell FOR EACH ROW
        WHEN (NEW.retired_on IS NULL) EXECUTE FUNCTION refuse_spell_overlap()""",
} | {
    ("audit_append_only", table): f"""BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"""
    for table in APPEND_ONLY
}
_POSTGRESQL_STATE = """
    SELECT t.tgname, c.relname, t.tgenabled::text, p.prosrc FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal"""


def create(connection: Connection) -> None:
    """Create the triggers of the tables there are."""
    tables = set(inspect(connection).get_table_names())
    for statement in _creating(connection.dialect.name, tables):
        connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    """Drop the triggers, those that exist."""
    tables = set(inspect(connection).get_table_names())
    for statement in _dropping(connection.dialect.name, tables):
        connection.exec_driver_sql(statement)


def missing(connection: Connection) -> list[str]:
    """Names of triggers that are gone, switched off or no longer say what they said."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        sql_by_name = {row.name: row.sql for row in rows}
        return [name for name, body in _SQLITE.items() if sql_by_name.get(name) != f"CREATE TRIGGER {name} {body}"]
    rows = connection.exec_driver_sql(_POSTGRESQL_STATE)
    bodies = {(name, table): source for name, table, enabled, source in rows if enabled in {"O", "A"}}
    return [
        f"{name} ({table})"
        for (name, table), trigger in _POSTGRESQL_TRIGGERS.items()
        if bodies.get((name, table)) != _POSTGRESQL_FUNCTIONS[trigger.rpartition(" ")[2].removesuffix("()")]
    ]


def _creating(dialect: str, tables: set[str]) -> list[str]:
    if dialect == "sqlite":
        return [f"CREATE TRIGGER {name} {body}" for name, body in _SQLITE.items() if _table(body) in tables]
    functions = [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
        for name, body in _POSTGRESQL_FUNCTIONS.items()
    ]
    triggers = [
        f"CREATE TRIGGER {name} {body}" for (name, table), body in _POSTGRESQL_TRIGGERS.items() if table in tables
    ]
    return functions + triggers


def _dropping(dialect: str, tables: set[str]) -> list[str]:
    if dialect == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE]
    triggers = [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, table in _POSTGRESQL_TRIGGERS if table in tables]
    return triggers + [f"DROP FUNCTION IF EXISTS {name}()" for name in _POSTGRESQL_FUNCTIONS]


def _table(body: str) -> str:
    """The table a trigger stands on."""
    return body.partition(" ON ")[2].split()[0]
