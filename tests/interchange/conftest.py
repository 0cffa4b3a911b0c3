"""A small demo province with its figures, only read, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine

from shared import clock
from shared.access import SYSTEM, open_session
from shared.indicators import cube
from tests.conftest import DIALECTS

REFERENCE = date(2023, 12, 31)


@pytest.fixture(scope="session", params=DIALECTS)
def counted(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = request.getfixturevalue(request.param).fresh("demo", "_counted")
    clock.stand_still(REFERENCE)
    with open_session(SYSTEM, engine, writing=True) as session:
        cube.build(session)
        session.commit()
    yield engine
    engine.dispose()


@pytest.fixture(autouse=True)
def _on_the_reference_date() -> None:
    clock.stand_still(REFERENCE)
