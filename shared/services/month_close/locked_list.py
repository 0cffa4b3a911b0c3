"""The list behind a locked figure: the records of its day, and what has changed of them since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shared.access import ScopedSession
from shared.indicators.cube_snapshot import CubeSnapshot
from shared.indicators.indicator import Indicator
from shared.indicators.listed_keys import connection_of_lists
from shared.indicators.locked_months import MonthLock
from shared.indicators.row_selection import Selection
from shared.locale import lazy as _l
from shared.models.labelled_enum import LabelledEnum

from .locked_sets import LockedMembers, load_locked_members

MAX_COMPARED = 100_000
"""Up to so many records a list is compared with the one of today as a whole."""


class Since(LabelledEnum):
    """What became of a record of a locked list."""

    GONE = "gone", _l("no longer counted")
    OTHER_VALUE = "other_value", _l("counted with another amount")
    ADDED = "added", _l("counted since, not in the locked list")
    SAME = "same", _l("still counted")


@dataclass(frozen=True)
class LockedList:
    """What a lock holds of a list; `since` and `keys` in the order of the page: what changed stands first.

    `since` is empty where the list is too long to be compared at once.
    """

    lock: MonthLock
    members: LockedMembers
    keys: Sequence[int]
    since: Sequence[Since]

    @property
    def is_compared(self) -> bool:
        """Whether it was compared with the list of today."""
        return len(self.members.keys) <= MAX_COMPARED

    def count(self, change: Since) -> int:
        """How many records changed so."""
        return sum(one is change for one in self.since)


def load_locked_list(
    session: ScopedSession, one: Indicator, selection: Selection, state: CubeSnapshot
) -> LockedList | None:
    """The locked list of a selection; None where nothing is locked, or the lock holds no such list."""
    lock = state.lock_over(one, selection.period)  # sets reach further down than the numbers that locks copy
    if lock is None or selection.dimension or selection.without is not None:
        return None
    members = load_locked_members(session, selection.measure.key, selection.region, selection.period, lock.step_id)
    if members is None:
        return None
    if not (one_page := LockedList(lock, members, np.sort(members.keys).tolist(), ())).is_compared:
        return one_page
    changes = _compare(members, _present(session, selection))
    order = sorted(changes, key=lambda key: (_ORDER[changes[key]], key))
    return LockedList(lock, members, order, [changes[key] for key in order])


_ORDER = {change: place for place, change in enumerate(Since)}


def _present(session: ScopedSession, selection: Selection) -> dict[int, int]:
    rows = connection_of_lists(session).execute(selection.query())
    return {int(key): amount for _region, key, amount in rows}


def _compare(members: LockedMembers, present: dict[int, int]) -> dict[int, Since]:
    amounts = members.amounts if members.amounts is not None else np.ones(len(members.keys), dtype=np.int64)
    locked = dict(zip(members.keys.tolist(), amounts.tolist(), strict=True))
    return {key: _since(locked.get(key), present.get(key)) for key in locked.keys() | present.keys()}


def _since(locked: int | None, present: int | None) -> Since:
    if locked is None:
        return Since.ADDED
    if present is None:
        return Since.GONE
    return Since.SAME if locked == present else Since.OTHER_VALUE
