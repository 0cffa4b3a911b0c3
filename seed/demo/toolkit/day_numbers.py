"""Dates as whole numbers of days since 1970-01-01, the form the generator calculates with."""

from __future__ import annotations

from datetime import date

import numpy as np

from .columnar_table import Array

NO_DAY = 2**30  # later than every day: a spell still in force, a person still alive
DAYS_PER_YEAR = 365.2425


def day_number(year: int, month: int = 1, of_month: int = 1) -> int:
    """The day number of a calendar date."""
    return day_number_of(date(year, month, of_month))


def day_number_of(value: date) -> int:
    """The day number of `value`."""
    return value.toordinal() - date(1970, 1, 1).toordinal()


def month_start(days: Array) -> Array:
    """The first day of the month each day lies in."""
    months = days.astype("datetime64[D]").astype("datetime64[M]")
    return months.astype("datetime64[D]").astype(np.int32)


def year_end(days: Array) -> Array:
    """The last day of the year each day lies in."""
    years = days.astype("datetime64[D]").astype("datetime64[Y]")
    return (years + 1).astype("datetime64[D]").astype(np.int32) - 1


def year_start(days: Array) -> Array:
    """The first day of the year each day lies in."""
    return days.astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[D]").astype(np.int32)


def whole_years_between(earlier: Array, later: Array) -> Array:
    """Whole years from `earlier` to `later`: the age of a person born on the one on the other."""
    return (_SORTABLE[later - _FIRST_SORTABLE] - _SORTABLE[earlier - _FIRST_SORTABLE]) // _YEAR_STEP


def _sortable_dates(calendar: Array) -> Array:
    """Numbers that grow with the date and by `_YEAR_STEP` from one birthday to the next."""
    months = calendar.astype("datetime64[M]")
    of_month = (calendar - months.astype("datetime64[D]")).astype(int)
    year, month = np.divmod(months.astype(int), 12)
    return (year * _YEAR_STEP + month * 32 + of_month).astype(np.int32)


_YEAR_STEP = 12 * 32
_FIRST_SORTABLE = day_number(1900)
_SORTABLE = _sortable_dates(np.arange("1900-01-01", "2030-01-01", dtype="datetime64[D]"))
