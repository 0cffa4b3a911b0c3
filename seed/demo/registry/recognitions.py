"""Recognitions as they are recorded: in the place where each was at the time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seed.demo.toolkit.columnar_table import Array, ColumnarTable
from seed.demo.toolkit.sampling import code_of
from shared.models import ExitReason

from .people_and_households import People, Spells
from .registry import Registry


@dataclass
class HouseholdMoves(ColumnarTable):
    """Until `day` the household lived in the village `former`, whose office paid it until `paid_from`."""

    household: Array
    former: Array
    day: Array
    paid_from: Array


@dataclass
class Recognitions(ColumnarTable):
    """One recognition a row, in order of village. In force on days d with start ≤ d < end.

    `spells` are as they were drawn: their amount is that of their own last day, under the standard of `home`.
    """

    person: Array
    household: Array
    village: Array
    home: Array
    start: Array
    end: Array
    exit: Array
    is_last: Array
    spells: Spells

    def in_force(self, day: int) -> Array:
        """Whether each is in force on the day."""
        return (self.start <= day) & (day < self.end)


def list_recognitions(registry: Registry, moves: HouseholdMoves) -> Recognitions:
    """All recognitions; those of families that moved end in the former village and go on in the present one."""
    drawn = _list_drawn(registry.people, registry)
    paid_from = np.zeros(len(registry.households), np.int32)
    paid_from[moves.household] = moves.paid_from
    former_village = registry.households.village.copy()
    former_village[moves.household] = moves.former
    left_on = paid_from[drawn.household]
    was_there, is_here = drawn.start < left_on, drawn.end > left_on
    former = drawn.take(was_there)
    former.village = former_village[former.household]
    former.end = np.minimum(former.end, left_on[was_there])
    former.exit = np.where(is_here[was_there], code_of(ExitReason.MOVED), former.exit).astype(np.int8)
    former.is_last = former.is_last & ~is_here[was_there]
    drawn.start = np.maximum(drawn.start, left_on)
    both = Recognitions.concatenate([drawn.take(is_here | ~was_there), former])
    return both.take(np.argsort(both.village, kind="stable"))


def _list_drawn(people: People, registry: Registry) -> Recognitions:
    """The spells of all persons in order, each where the person lives today."""
    person = np.concatenate([np.flatnonzero(s.tier >= 0) for s in (people.previous, people.last)])
    is_last = np.arange(len(person)) >= int((people.previous.tier >= 0).sum())
    spells = Spells.concatenate([people.previous.take(person[~is_last]), people.last.take(person[is_last])])
    order = np.lexsort((is_last, person))
    person, is_last, spells = person[order], is_last[order], spells.take(order)
    village = registry.village[person]
    return Recognitions(
        person=person,
        household=people.household[person],
        village=village,
        home=village,
        start=spells.start,
        end=spells.end,
        exit=spells.exit,
        is_last=is_last,
        spells=spells,
    )
