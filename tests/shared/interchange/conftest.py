"""A small demo province with its figures, only read, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine

from shared import clock
from shared.access import SYSTEM, open_session
from shared.indicators import cube
from tests.support.databases import DIALECTS, Postgresql, Sqlite

REFERENCE = date(2023, 12, 31)


@pytest.fixture(scope="session", params=DIALECTS)
def counted(request: pytest.FixtureRequest) -> Engine:
    return request.getfixturevalue(f"counted_on_{request.param}")


@pytest.fixture(scope="session")
def counted_on_sqlite(sqlite: Sqlite) -> Iterator[Engine]:
    yield from _counted(sqlite)


@pytest.fixture(scope="session")
def counted_on_postgresql(postgresql: Postgresql) -> Iterator[Engine]:
    yield from _counted(postgresql)


def _counted(database: Sqlite | Postgresql) -> Iterator[Engine]:
    engine = database.fresh("demo", "_counted")
    clock.freeze(REFERENCE)
    with open_session(SYSTEM, engine, writing=True) as session:
        cube.build(session)
        session.commit()
    yield engine
    engine.dispose()


@pytest.fixture(autouse=True)
def _on_the_reference_date() -> None:
    clock.freeze(REFERENCE)
