"""Which version of the schema a database has, and moving it up and down.

A move is one transaction on both databases: a kill in the middle leaves the version before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event, inspect, text

from shared.errors import SchemaMismatchError
from shared.locale import _

MIGRATION_LOCK = 0x5A5A02


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database up to `revision`; nothing happens when it is there already."""
    _migrate(engine, command.upgrade, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to `revision` (`base`: nothing left). Records of dropped tables are lost."""
    _migrate(engine, command.downgrade, revision)


def version_of(engine: Engine) -> str | None:
    """The revision the database has; None for one without our schema."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@lru_cache(maxsize=1)
def head() -> str:
    """The newest revision, the one this program needs."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def is_current(engine: Engine) -> bool:
    """Whether the database has the schema this program needs."""
    return version_of(engine) == head()


def require_current(engine: Engine) -> None:
    """Raise SchemaMismatchError unless `is_current`."""
    version = version_of(engine)
    if version == head():
        return
    cure = (
        _("`suzhu upgrade` brings it up to date.")
        if is_suzhu_schema(version)
        else _("Start the version of the program that created it.")
    )
    raise SchemaMismatchError(
        _("The database has schema version {found}, this program needs {needed}.").format(
            found=version or "–", needed=head()
        )
        + " "
        + cure
    )


def require_bare(engine: Engine) -> None:
    """Raise SchemaMismatchError when the database, which has no schema of ours, holds tables of another program."""
    if inspect(engine).get_table_names():
        raise SchemaMismatchError(
            _("The database holds tables of another program. Name one of its own in SUZHU_DATABASE_URL.")
        )


def refuse_edits_of_another_version(engine: Engine) -> None:
    """From now on whoever writes looks at the version first: it may change under a running server."""
    if not event.contains(engine, "begin", _require_this_version):
        event.listen(engine, "begin", _require_this_version)


def _require_this_version(connection: Connection) -> None:
    if not connection.get_execution_options().get("writing"):
        return
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if version != head():
        raise SchemaMismatchError(
            _("Nothing was saved: the database has schema version {found}, this program needs {needed}.").format(
                found=version or "–", needed=head()
            )
            + " "
            + _("Ask your administrator to start the right version of the program.")
        )


def is_suzhu_schema(revision: str | None) -> bool:
    """Whether this program knows the revision and can upgrade from it."""
    return revision in {step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "shared:migrations")
    return config


def _migrate(engine: Engine, step: Callable[[Config, str], None], revision: str) -> None:
    with _exclusive_transaction(engine) as connection:
        config = _config()
        config.attributes["connection"] = connection
        step(config, revision)


@contextmanager
def _exclusive_transaction(engine: Engine) -> Iterator[Connection]:
    """A writing transaction no other migration can join.

    SQLite rebuilds tables to alter them, so its foreign keys rest meanwhile and are checked at the end.
    """
    with engine.execution_options(writing=True).connect() as connection:
        embedded = connection.dialect.name == "sqlite"
        if embedded:
            _sqlite_foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                if not embedded:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
                yield connection
                if embedded and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                    msg = f"migration leaves a dangling reference: {broken}"
                    raise RuntimeError(msg)
        finally:
            if embedded:
                _sqlite_foreign_keys(connection, "ON")


def _sqlite_foreign_keys(connection: Connection, state: str) -> None:
    """SQLite changes this outside of transactions only, so the driver is asked directly."""
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys = {state}")
    cursor.close()
