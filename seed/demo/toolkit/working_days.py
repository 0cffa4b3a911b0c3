"""The days on which offices of the demo province work, by day number.

Outside the years whose notices are known the made-up offices keep the week; nothing but made-up records rests on that.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from .columnar_table import Array
from .day_numbers import day_number

HOLIDAYS = (  # first and last day
    ("2020-01-01", "2020-01-01"), ("2020-01-24", "2020-02-02"), ("2020-04-04", "2020-04-06"),
    ("2020-05-01", "2020-05-05"), ("2020-06-25", "2020-06-27"), ("2020-10-01", "2020-10-08"),
    ("2021-01-01", "2021-01-03"), ("2021-02-11", "2021-02-17"), ("2021-04-03", "2021-04-05"),
    ("2021-05-01", "2021-05-05"), ("2021-06-12", "2021-06-14"), ("2021-09-19", "2021-09-21"),
    ("2021-10-01", "2021-10-07"),
    ("2022-01-01", "2022-01-03"), ("2022-01-31", "2022-02-06"), ("2022-04-03", "2022-04-05"),
    ("2022-04-30", "2022-05-04"), ("2022-06-03", "2022-06-05"), ("2022-09-10", "2022-09-12"),
    ("2022-10-01", "2022-10-07"), ("2022-12-31", "2023-01-02"),
    ("2023-01-21", "2023-01-27"), ("2023-04-05", "2023-04-05"), ("2023-04-29", "2023-05-03"),
    ("2023-06-22", "2023-06-24"), ("2023-09-29", "2023-10-06"), ("2024-01-01", "2024-01-01"),
)  # fmt: skip
WORKED_WEEKENDS = (
    "2020-01-19", "2020-04-26", "2020-05-09", "2020-06-28", "2020-09-27", "2020-10-10",
    "2021-02-07", "2021-02-20", "2021-04-25", "2021-05-08", "2021-09-18", "2021-09-26", "2021-10-09",
    "2022-01-29", "2022-01-30", "2022-04-02", "2022-04-24", "2022-05-07", "2022-10-08", "2022-10-09",
    "2023-01-28", "2023-01-29", "2023-04-23", "2023-05-06", "2023-06-25", "2023-10-07", "2023-10-08",
)  # fmt: skip
FIRST, LAST = day_number(1960), day_number(2030)


def _is_worked() -> Array:
    """Whether each day from FIRST on is a working day."""
    working = np.is_busday(np.arange(FIRST, LAST).astype("datetime64[D]"))
    for first, last in HOLIDAYS:
        working[_position(first) : _position(last) + 1] = False
    working[[_position(worked) for worked in WORKED_WEEKENDS]] = True
    return working


def _position(text: str) -> int:
    return int(np.datetime64(text).astype(int)) - FIRST


_WORKING_DAYS = (np.flatnonzero(_is_worked()) + FIRST).astype(np.int32)  # the working days in order
_COUNT_UP_TO = np.searchsorted(_WORKING_DAYS, np.arange(FIRST, LAST), side="right").astype(
    np.int32
)  # how many up to each day


def on_or_before(days: Array) -> Array:
    """Each day if it is a working day, else the last one before it."""
    return _WORKING_DAYS[_COUNT_UP_TO[np.asarray(days) - FIRST] - 1]


def on_or_after(days: Array) -> Array:
    """Each day if it is a working day, else the next one."""
    return _WORKING_DAYS[_COUNT_UP_TO[np.asarray(days) - 1 - FIRST]]


def nearest_by(days: Array, last: Array | int) -> Array:
    """Each day if it is a working day, else the next one; where that is after `last`, the last one up to then."""
    found = on_or_after(days)
    return np.where(found > last, on_or_before(np.minimum(days, last)), found)


def spread(random: np.random.Generator, days: Array, first: Array | int, last: Array | int) -> Array:
    """Each working day as it is; other days become one of the five working days around them.

    So no weekday does the work of a weekend. Days before `first` or after `last` come as near to them as they can.
    """
    worked = _COUNT_UP_TO[days - FIRST] > _COUNT_UP_TO[days - 1 - FIRST]
    around = _WORKING_DAYS[_COUNT_UP_TO[days - FIRST] + random.integers(-3, 2, len(days))]
    moved = np.where(worked, days, around)
    moved = np.where(moved < first, on_or_after(np.broadcast_to(first, days.shape)), moved)
    return np.where(moved > last, on_or_before(np.broadcast_to(last, days.shape)), moved).astype(np.int32)


def add(days: Array, count: Array | int) -> Array:
    """The `count`-th working day after each day, or before it for a negative count from a working day."""
    return _WORKING_DAYS[_COUNT_UP_TO[np.asarray(days) - FIRST] - 1 + count]
