"""Corrections as clerks make them: a record of one county changed to and fro, so that its figures change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

from sqlalchemy import Engine, Select, select

from shared.access import SYSTEM, ScopedSession, open_session
from shared.access.actor import in_subtrees
from shared.models import Delivery, OutcomeResult, Spell, Tier, WarningOutcome
from shared.services import commit_with_retry
from tests.benchmarks.timing import Work

Correction = tuple[Select[Any], Callable[[Any], None]]
APART = 25
"""Records between those of two clerks of one county: not of one household."""


def tier(spell: Spell) -> None:
    """Marginal or expenditure."""
    spell.tier = Tier.EXPENDITURE if spell.tier == Tier.MARGINAL else Tier.MARGINAL


def result(outcome: WarningOutcome) -> None:
    """Eligible or not."""
    outcome.result = OutcomeResult.NOT_IN_NEED if outcome.result == OutcomeResult.ELIGIBLE else OutcomeResult.ELIGIBLE


def value(delivery: Delivery) -> None:
    """Worth one yuan more."""
    delivery.value_fen += 100


CORRECTIONS: dict[str, Correction] = {
    "spell": (select(Spell).where(Spell.tier.in_([Tier.MARGINAL, Tier.EXPENDITURE])), tier),
    "outcome": (select(WarningOutcome), result),
    "delivery": (select(Delivery), value),
}


Finish = Callable[[ScopedSession, Callable[[], None]], None]


def bare(session: ScopedSession, work: Callable[[], None]) -> None:
    """Work and commit without figures and audit trail: what the database alone takes."""
    work()
    session.flush()
    session.pending_changes.clear()
    session.commit()


def works(engine: Engine, place: str, number: int = 0, finish: Finish = commit_with_retry) -> dict[str, Work]:
    """For each kind of record that the place has: the edge's own unit of work, on the record of clerk `number`."""
    found = {}
    for name, (query, change) in CORRECTIONS.items():
        kind = query.column_descriptions[0]["entity"]
        here = query.with_only_columns(kind.id).where(in_subtrees(kind.region_code, (place,)))
        with open_session(SYSTEM, engine) as session:
            key = session.scalar(here.order_by(kind.region_code, kind.id).offset(number * APART).limit(1))
        if key is not None:
            found[name] = _correction(engine, kind, key, change, finish)
    return found


def _correction(engine: Engine, kind: Any, key: int, change: Callable[[Any], None], finish: Finish) -> Work:
    def correct() -> None:
        with open_session(SYSTEM, engine, writing=True) as session:
            finish(session, lambda: change(session.get_one(kind, key)))

    return correct


def in_turn(some: dict[str, Work]) -> Iterator[Work]:
    """One after the other, for ever."""
    if not some:
        raise LookupError("too few records for so many clerks: take a province of the real size")
    return cycle(some.values())
