"""How the tests of the demo province ask it: in SQL of their own, not with the figures of the product."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text

from seed.demo.toolkit.calibration import Scale
from tests.support.databases import DEMO_SCALE

SCALE = Scale(DEMO_SCALE)
DUE = """coalesce((
    SELECT c.monthly_fen FROM amount_change c WHERE c.spell_id = s.id AND c.from_month <= '2023-12'
    ORDER BY c.from_month DESC LIMIT 1), s.monthly_fen)"""  # of a spell s in December 2023
IN_FORCE = "s.start_on <= '2023-12-31' AND (s.end_on IS NULL OR s.end_on > '2023-12-31')"


def as_date(value: object) -> date:
    """A date, which SQLite hands out as text when asked in plain SQL."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def age(born: object, on: date) -> int:
    """Whole years on a day of a person born on another."""
    birthday = as_date(born)
    return on.year - birthday.year - ((on.month, on.day) < (birthday.month, birthday.day))


class Province:
    """A demo province that is only read."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.dialect = connection.dialect.name

    def number(self, statement: str, **values: Any) -> Any:
        """The one value a statement answers with."""
        return self.connection.execute(text(statement), values).scalar_one()

    def rows(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        """All rows a statement answers with."""
        return [tuple(row) for row in self.connection.execute(text(statement), values)]

    def pairs(self, statement: str, **values: Any) -> dict[Any, Any]:
        """Rows of two columns as a dictionary."""
        return dict(self.rows(statement, **values))


@pytest.fixture
def province(demo_province: Engine) -> Iterator[Province]:
    with demo_province.connect() as connection:
        yield Province(connection)
