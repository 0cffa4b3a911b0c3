"""Legal parameters as the database knows them, by region and day: the one place that says which value holds."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.models import LegalParameter
from shared.models.region import path_of
from shared.models.validity import holds_on

from .parameter_keys import ParameterKey
from .parameter_values import Value, parse_value


class DatedValue(NamedTuple):
    """A value of a parameter: in a region and below, from a day on and before another."""

    key: str
    region_code: str
    valid_from: date
    valid_to: date | None
    kind: str
    value: str


class ParameterTable:
    """All values of some parameters, of which one holds for a region on a day."""

    def __init__(self, values: Iterable[DatedValue]) -> None:
        """Keep those that say something: what nobody found, or what is no value of its kind, holds nowhere."""
        self._known: list[tuple[DatedValue, Value]] = []
        for one in values:
            with suppress(ValueError):
                if (value := parse_value(one.kind, one.value)) is not None:
                    self._known.append((one, value))

    def value(self, key: ParameterKey, region_code: str, day: date) -> Value | None:
        """What holds in a region on a day: the nearest region above decides, of its values the latest.

        The earliest known stands for the days before it. None where nothing is known.
        """
        path = path_of(region_code)
        rows = [row for row in self._known if row[0].key == key.name and row[0].region_code in path]
        in_force = [row for row in rows if holds_on(day, row[0].valid_from, row[0].valid_to)]
        if in_force:
            return max(in_force, key=lambda row: (path.index(row[0].region_code), row[0].valid_from))[1]
        return min(rows, key=lambda row: row[0].valid_from)[1] if rows else None


def load_parameters(session: Session, keys: Iterable[ParameterKey]) -> ParameterTable:
    """All values in use of some parameters: one query, however many regions and days are asked for."""
    columns = (getattr(LegalParameter, name) for name in DatedValue._fields)
    names = [key.name for key in keys]
    query = select(*columns).where(LegalParameter.key.in_(names), LegalParameter.retired_on.is_(None))
    return ParameterTable(DatedValue(*row) for row in session.execute(query))


def value_on(session: Session, key: ParameterKey, region_code: str, day: date) -> Value | None:
    """The value of one parameter in a region on a day."""
    return load_parameters(session, [key]).value(key, region_code, day)


def number_on(session: Session, key: ParameterKey, region_code: str, day: date) -> Decimal | None:
    """The same of a parameter that is a number, a ratio or days; None: no number is known."""
    value = value_on(session, key, region_code, day)
    return Decimal(value) if isinstance(value, (int, Decimal)) else None
