"""A small demo province with its figures, only read, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from shared import clock
from tests.support.databases import DIALECTS, REFERENCE_DAY, Postgresql, Sqlite


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
    engine = database.fresh("figures", "_counted")
    yield engine
    engine.dispose()


@pytest.fixture(autouse=True)
def _on_the_reference_date() -> None:
    clock.freeze(REFERENCE_DAY)
