"""Dibao spells from day to day, each in a household of its own, and a plain session to write them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shared.models import Person, Spell
from tests.factories.records import household, spell
from tests.factories.regions import PROVINCE


def dibao_spell(whose: Person, start: str, end: str | None = None) -> Spell:
    """From `start` up to, not including, `end`."""
    days = {"start_on": date.fromisoformat(start), "end_on": date.fromisoformat(end) if end else None}
    return spell(whose, household(PROVINCE), **days)


def writer(engine: Engine) -> Session:
    """A session that takes the write lock first."""
    return Session(engine.execution_options(writing=True))
