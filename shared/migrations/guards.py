"""What the database itself refuses, whoever writes: overlapping spells, and changes to the audit trail.

A bulk loader may drop the guards, load records it has checked, and create them again:

    guards.drop(connection); ...; guards.create(connection)

A refusal is an IntegrityError; the name in it is that of a constraint (`SPELL_OVERLAP`, `AUDIT_APPEND_ONLY`).
SQLite loses the triggers of a table that a batch migration rebuilds: create them again there.
"""

from __future__ import annotations

from sqlalchemy import Connection

SPELL_OVERLAP = "spell_overlap"
AUDIT_APPEND_ONLY = "audit_append_only"

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
    f"audit_event_{verb.lower()}": f"""
        BEFORE {verb} ON audit_event
        BEGIN SELECT RAISE(ABORT, '{AUDIT_APPEND_ONLY}'); END"""
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
                CONSTRAINT = '{AUDIT_APPEND_ONLY}', TABLE = 'audit_event';
        END""",
}
_POSTGRESQL_TRIGGERS = {
    ("spell_overlap", "spell"): """AFTER INSERT OR UPDATE ON spell FOR EACH ROW
        WHEN (NEW.retired_on IS NULL) EXECUTE FUNCTION refuse_spell_overlap()""",
    ("audit_append_only", "audit_event"): """BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()""",
}


def create(connection: Connection) -> None:
    """Create the guards."""
    for statement in _creating(connection.dialect.name):
        connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    """Drop the guards, those that exist."""
    for statement in _dropping(connection.dialect.name):
        connection.exec_driver_sql(statement)


def _creating(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [f"CREATE TRIGGER {name} {body}" for name, body in _SQLITE.items()]
    functions = [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
        for name, body in _POSTGRESQL_FUNCTIONS.items()
    ]
    return functions + [f"CREATE TRIGGER {name} {body}" for (name, _), body in _POSTGRESQL_TRIGGERS.items()]


def _dropping(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE]
    triggers = [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, table in _POSTGRESQL_TRIGGERS]
    return triggers + [f"DROP FUNCTION IF EXISTS {name}()" for name in _POSTGRESQL_FUNCTIONS]
