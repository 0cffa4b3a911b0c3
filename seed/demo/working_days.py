"""The days on which offices of the demo province work, by day number.

Outside the years whose notices are known the made-up offices keep the week; nothing but made-up records rests on that.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from seed import reference_rows
from shared.rules.working_days import WorkingDayCalendar

from .frame import Array

CALENDAR = WorkingDayCalendar(
    {row["day"]: row["kind"] for row in reference_rows.working_days()}, date(1960, 1, 1), date(2029, 12, 31)
)
before, after, later = CALENDAR.on_or_before, CALENDAR.on_or_after, CALENDAR.shift


def near(days: Array, last: Array | int) -> Array:
    """Each day that is worked, else the next working day; where that is after `last`, the last one up to then."""
    found: Array = after(days)
    return np.where(found > last, before(np.minimum(days, last)), found)


def shifted(random: np.random.Generator, days: Array, first: Array | int, last: Array | int) -> Array:
    """Each day that is worked; what fell on a free one is done on one of the five working days around it.

    So no weekday does the work of a weekend. Days before `first` or after `last` come as near to them as they can.
    """
    around = later(days, random.integers(-2, 3, len(days)))
    moved: Array = np.where(CALENDAR.are_working(days), days, around)
    moved = np.where(moved < first, after(np.broadcast_to(first, days.shape)), moved)
    return np.where(moved > last, before(np.broadcast_to(last, days.shape)), moved).astype(np.int32)
