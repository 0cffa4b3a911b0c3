"""A new value of a list needs no rebuilt table, on either database; one that rows hold cannot be left out."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlalchemy.orm import Session

from shared.migrations import triggers
from shared.migrations.value_lists import replace_values
from shared.models import Risk
from tests.factories import records as make
from tests.factories.regions import tree

PLACE = {
    "sqlite": "SELECT rootpage FROM sqlite_master WHERE name = 'warning'",
    "postgresql": "SELECT pg_relation_filenode('warning')",
}


@contextmanager
def migrating(engine: Engine):
    with (
        engine.execution_options(writing=True).begin() as connection,
        Operations.context(MigrationContext.configure(connection)),
    ):
        yield connection


@pytest.fixture
def warned(engine):
    with Session(engine.execution_options(writing=True)) as session:
        session.add_all(tree())
        session.flush()
        session.add(make.warning(make.person()))
        session.commit()
    return engine


def set_risk(engine: Engine, value: str) -> None:
    with engine.execution_options(writing=True).begin() as connection:
        connection.execute(text("UPDATE warning SET risk = :value"), {"value": value})


def where(connection: Connection) -> object:
    return connection.execute(text(PLACE[connection.dialect.name])).scalar_one()


def test_a_new_value_is_taken_and_the_table_stays_where_it_is(warned):
    with pytest.raises(IntegrityError):
        set_risk(warned, "flood")
    with migrating(warned) as connection:
        before = where(connection)
        replace_values("warning", "risk", [*Risk, "flood"])
        assert where(connection) == before
    set_risk(warned, "flood")
    with pytest.raises(IntegrityError):
        set_risk(warned, "drought")
    with warned.connect() as connection:
        assert triggers.missing(connection) == []
        assert connection.execute(text("SELECT risk FROM warning")).scalar_one() == "flood"
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"


def test_a_value_that_a_record_holds_cannot_be_left_out(warned):
    with pytest.raises(RuntimeError, match="still holds"), migrating(warned):
        replace_values("warning", "risk", [risk for risk in Risk if risk is not Risk.ILLNESS])
    set_risk(warned, "illness")


def test_a_list_that_the_table_does_not_check_is_an_error(warned):
    with pytest.raises((RuntimeError, ProgrammingError), match="facts_known"), migrating(warned):
        replace_values("warning", "facts", [""])
