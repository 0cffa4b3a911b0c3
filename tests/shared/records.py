"""The few records that tests of the database need."""

from __future__ import annotations

from datetime import date
from itertools import count

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shared.models import Household, Person, Region, Spell

_numbers = count(1)


def province() -> Region:
    """The root of the tree."""
    return Region(code="320000", name="江苏省", level="province", kind="省", valid_from=date(2020, 1, 1), source="test")


def household() -> Household:
    """A household of its own number."""
    return Household(region_code="320000", number=f"H{next(_numbers)}", address="1", residence="rural")


def person() -> Person:
    """A person without a document."""
    return Person(region_code="320000", name="王", sex="1", born_on=date(1950, 1, 1))


def spell(whose: Person, start: str, end: str | None = None) -> Spell:
    """A dibao spell from a day to a day, in a household of its own."""
    return Spell(
        region_code="320000",
        person=whose,
        household=household(),
        tier="dibao",
        start_on=date.fromisoformat(start),
        end_on=date.fromisoformat(end) if end else None,
    )


def writer(engine: Engine) -> Session:
    """A plain session that takes the write lock first."""
    return Session(engine.execution_options(writing=True))
