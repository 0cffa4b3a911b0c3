"""How far a period is locked, said of the figures of a region as a whole."""

from __future__ import annotations

from shared.clock import Period
from shared.indicators.cube_snapshot import CubeSnapshot
from shared.indicators.observation_status import ObservationStatus
from shared.locale import _
from shared.models import Level

HELD_IN_PART = {
    Level.TOWNSHIP: ObservationStatus.FINAL,  # its main totals; a figure says of itself whether it is
    Level.VILLAGE: ObservationStatus.PROVISIONAL,
}
"""Levels of which a lock does not hold all figures, and the state of those of a locked period."""


def describe_lock(as_of: CubeSnapshot, period: Period, level: Level) -> tuple[ObservationStatus, str]:
    """The state of the figures of a period, and who locked it when; empty where nobody did."""
    lock = as_of.locked.lock_of(period.end)
    if lock is None:
        return ObservationStatus.PROVISIONAL, ""
    template = _("Locked by the province on {day}")
    if level is Level.TOWNSHIP:
        template = _("Locked by the province on {day}; of a township its main totals, not its categories")
    if level is Level.VILLAGE:
        template = _("Locked by the province on {day}; figures of villages are not locked")
    return HELD_IN_PART.get(level, ObservationStatus.FINAL), template.format(day=lock.locked_on)
