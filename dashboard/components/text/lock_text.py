"""How far a period is locked, said of the figures of a region as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from shared.clock import Period
from shared.indicators.cube_snapshot import CubeSnapshot
from shared.indicators.observation_status import ObservationStatus, weakest
from shared.locale import _
from shared.models import Level

HELD_IN_PART = {
    Level.TOWNSHIP: ObservationStatus.FINAL,  # its main totals; a figure says of itself whether it is
    Level.VILLAGE: ObservationStatus.PROVISIONAL,
}
"""Levels of which a lock does not hold all figures, and the state of those of a locked period."""


def describe_lock(
    as_of: CubeSnapshot, period: Period, level: Level, states: Iterable[ObservationStatus] = ()
) -> tuple[ObservationStatus, str]:
    """The weakest state of a period and of the figures shown of it, and who locked it when; empty where nobody did."""
    lock = as_of.locked.lock_of(period.end)
    of_period = ObservationStatus.PROVISIONAL if lock is None else HELD_IN_PART.get(level, ObservationStatus.FINAL)
    state = weakest([of_period, *states])
    if lock is None:
        return state, ""
    text = _name_lock(level).format(day=lock.locked_on)
    if state is not of_period:
        text = _("{locked}; not every figure shown here is final").format(locked=text)
    return state, text


def _name_lock(level: Level) -> str:
    """What is said of a lock, and of what it does not hold of a place."""
    if level is Level.TOWNSHIP:
        return _("Locked by the province on {day}; of a township its main totals, not its categories")
    if level is Level.VILLAGE:
        return _("Locked by the province on {day}; figures of villages are not locked")
    return _("Locked by the province on {day}")
