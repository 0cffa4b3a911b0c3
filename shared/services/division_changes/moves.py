"""Which records stand elsewhere from the day on: everything of a division, or what belongs to some households."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, null, select
from sqlalchemy.orm import Session

from shared.models import Household, HouseholdMember, Person, Spell

from .household_choices import chosen_households
from .plan import DivisionPlan

BATCH = 500
"""Keys in one statement."""


@dataclass(frozen=True)
class Move:
    """From one division to the one that follows; `households` None: whatever stands there."""

    former: str
    later: str
    households: tuple[int, ...] | None = None


@dataclass
class Moving:
    """Keys of what stands elsewhere, by kind and move; spells apart that end here and go on there."""

    day: date
    keys: dict[type[Any], dict[Move, list[int]]] = field(default_factory=dict)
    parted: dict[Move, list[int]] = field(default_factory=dict)

    def count(self, kind: type[Any]) -> int:
        """How many records of a kind."""
        return sum(map(len, self.keys[kind].values()))

    def all_of(self, kind: type[Any]) -> Iterator[tuple[Move, list[int]]]:
        """Each move with a batch of keys."""
        for move, keys in self.keys[kind].items():
            for start in range(0, len(keys), BATCH):
                yield move, keys[start : start + BATCH]


def moves_of(system: Session, plan: DivisionPlan) -> list[Move]:
    """The chosen households first, then the rest of each division."""
    chosen = [Move(former, into, tuple(keys)) for former, into, keys in chosen_households(system, plan)]
    return [*chosen, *(Move(former, later) for former, later in sorted(plan.follows.items()))]


def load_moving(system: Session, plan: DivisionPlan, day: date) -> Moving:
    """What moves, read kind by kind; nothing is written. Chosen households go first."""
    moving, moves = Moving(day, {kind: {} for kind in CONDITIONS}), moves_of(system, plan)
    whole = {move.former: move for move in moves if move.households is None}
    for kind in CONDITIONS:
        chosen = {move: list(_rows(system, kind, move, day)) for move in moves if move.households is not None}
        rows = chosen | {move: [] for move in whole.values()}
        for code, row in _rows_of_divisions(system, kind, list(whole), day):
            rows[whole[code]].append(row)
        moved = set[int]()
        for move in moves:
            left = [row for row in rows[move] if row[0] not in moved]
            moved |= {key for key, _start in left}
            moving.keys[kind][move] = [key for key, _start in left]
            if kind is Spell:
                moving.parted[move] = [key for key, start in left if start < day]
    return moving


Row = tuple[int, Any]
"""The key of a record, and the first day of what has one."""


def _rows_of_divisions(system: Session, kind: Any, codes: list[str], day: date) -> Iterator[tuple[str, Row]]:
    """Whatever stands in some divisions, each with its division, by key: few statements for many of them."""
    for start in range(0, len(codes), BATCH):
        query = _query(kind, day, kind.region_code).where(kind.region_code.in_(codes[start : start + BATCH]))
        yield from ((code, (key, first)) for key, first, code in system.execute(query))


def _rows(system: Session, kind: Any, move: Move, day: date) -> Iterator[Row]:
    """What belongs to the chosen households of a village."""
    households = move.households or ()
    query = _query(kind, day).where(kind.region_code == move.former)
    for start in range(0, len(households), BATCH):
        of_batch = _belongs(kind, households[start : start + BATCH], day)
        yield from ((key, first) for key, first in system.execute(query.where(of_batch)))


def _query(kind: Any, day: date, *further: Any) -> Any:
    first = Spell.start_on if kind is Spell else null()
    return select(kind.id, first, *further).where(kind.retired_on.is_(None), *CONDITIONS[kind](day)).order_by(kind.id)


def _belongs(kind: Any, households: tuple[int, ...], day: date) -> ColumnElement[bool]:
    if kind is Household:
        return Household.id.in_(households)
    if kind is not Person:
        condition: ColumnElement[bool] = kind.household_id.in_(households)
        return condition
    members = select(HouseholdMember.person_id).where(
        HouseholdMember.household_id.in_(households), HouseholdMember.lasts_beyond(day)
    )
    return Person.id.in_(members.where(HouseholdMember.retired_on.is_(None)))


CONDITIONS: dict[Any, Any] = {
    Household: lambda _day: (),
    Person: lambda day: (Person.died_on.is_(None) | (Person.died_on >= day),),
    HouseholdMember: lambda day: (HouseholdMember.lasts_beyond(day),),
    Spell: lambda day: (Spell.lasts_beyond(day),),
}
"""Which of the records of a kind go on after the day."""
