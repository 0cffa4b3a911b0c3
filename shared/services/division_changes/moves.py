"""Which records stand elsewhere from the day on: everything of a division, or what belongs to some households."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from shared.models import Household, HouseholdMember, Level, Person, Spell
from shared.models.region import level_of

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
    """What moves, read set by set; nothing is written."""
    moving, moved_keys = Moving(day, {kind: {} for kind in CONDITIONS}), {kind: set[int]() for kind in CONDITIONS}
    for move in moves_of(system, plan):
        for kind in CONDITIONS:
            keys = [key for key in _keys(system, kind, move, day) if key not in moved_keys[kind]]
            moved_keys[kind] |= set(keys)
            moving.keys[kind][move] = keys
        begun = set(_keys(system, Spell, move, day, Spell.start_on < day))
        moving.parted[move] = [key for key in moving.keys[Spell][move] if key in begun]
    return moving


def _keys(system: Session, kind: Any, move: Move, day: date, *further: ColumnElement[bool]) -> Iterator[int]:
    if move.households is not None and level_of(move.former) is not Level.VILLAGE:
        return
    query = select(kind.id).where(kind.region_code == move.former, kind.retired_on.is_(None), *further)
    query = query.where(*CONDITIONS[kind](day)).order_by(kind.id)
    if move.households is None:
        yield from system.scalars(query)
        return
    for start in range(0, len(move.households), BATCH):
        yield from system.scalars(query.where(_belongs(kind, move.households[start : start + BATCH], day)))


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
