"""The days on which offices of the demo province work, by day number.

Outside the years whose notices are known the weekends alone are free; nothing but synthetic records depends on that.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from seed import reference_rows
from shared.rules.working_days import WorkingDayCalendar

from .columnar_table import Array

CALENDAR = WorkingDayCalendar(
    {row["day"]: row["kind"] for row in reference_rows.read_working_days()}, date(1960, 1, 1), date(2029, 12, 31)
)
on_or_before, on_or_after, add = CALENDAR.on_or_before, CALENDAR.on_or_after, CALENDAR.shift


def nearest_by(days: Array, last: Array | int) -> Array:
    """Each day if it is a working day, else the next one; where that is after `last`, the last one up to then."""
    nearest: Array = on_or_after(days)
    return np.where(nearest > last, on_or_before(np.minimum(days, last)), nearest)


def spread(random: np.random.Generator, days: Array, first: Array | int, last: Array | int) -> Array:
    """Each working day as it is; other days become one of the five working days around them.

    So no weekday does the work of a weekend. Days before `first` or after `last` come as near to them as they can.
    """
    shifted = add(days, random.integers(-2, 3, len(days)))
    moved: Array = np.where(CALENDAR.are_working(days), days, shifted)
    moved = np.where(moved < first, on_or_after(np.broadcast_to(first, days.shape)), moved)
    return np.where(moved > last, on_or_before(np.broadcast_to(last, days.shape)), moved).astype(np.int32)
