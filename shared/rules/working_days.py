"""Chinese working days (调休): the week, less public holidays, plus the weekend days worked in exchange.

The State Council announces every year by a notice of its own. Of a year whose notice is not entered nobody knows the
working days: asking for one raises `UnknownWorkingDaysError` instead of pretending that the week holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.errors import UserError
from shared.locale import _
from shared.models.working_day_exception import DayKind, WorkingDayException

EPOCH = date(1970, 1, 1)
Days = Any  # an array of whole numbers of days since 1970-01-01, or one such number


class UnknownWorkingDaysError(UserError):
    """A day lies in a year whose notice is not in the calendar."""


class WorkingDayCalendar:
    """The working days from `first` to `last`. Days are numbers since 1970-01-01 where many are counted at once."""

    def __init__(self, exceptions: Mapping[date, str], first: date, last: date) -> None:
        """All days between are known: those of `exceptions` by their kind, the others follow the week."""
        self._start = _number(first)
        working = np.is_busday(np.arange(self._start, _number(last) + 1).astype("datetime64[D]"))
        for day, kind in exceptions.items():
            if first <= day <= last:
                working[_number(day) - self._start] = kind == DayKind.WORKDAY
        self._is_working = working
        self._days = (np.flatnonzero(working) + self._start).astype(np.int32)  # the working days in order
        self._until = np.cumsum(working, dtype=np.int32)  # how many up to each day

    @classmethod
    def of_known_years(cls, exceptions: Mapping[date, str]) -> WorkingDayCalendar:
        """The latest years in a row whose notices are entered: every notice names 1 January and 1 October."""
        known_years = {
            day.year for day in exceptions if {date(day.year, 1, 1), date(day.year, 10, 1)} <= exceptions.keys()
        }
        if not known_years:
            return cls({}, EPOCH, EPOCH - timedelta(days=1))
        first_year = max(known_years)
        while first_year - 1 in known_years:
            first_year -= 1
        return cls(exceptions, date(first_year, 1, 1), date(max(known_years), 12, 31))

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on a day."""
        return bool(self.are_working(_number(day)))

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after a day; before it for a negative count from a working day."""
        return _date(self.shift(_number(day), count))

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days come after `start`, up to `end`."""
        days_before, days_until = self._until[self._positions(np.array([_number(start), _number(end)]))]
        return int(days_until - days_before)

    def are_working(self, days: Days) -> Days:
        """Which days are working days."""
        return self._is_working[self._positions(days)]

    def on_or_before(self, days: Days) -> Days:
        """Each day that is worked, else the last working day before it."""
        return self.shift(days, 0)

    def on_or_after(self, days: Days) -> Days:
        """Each day that is worked, else the next working day."""
        return self._working_day(self._until[self._positions(days)] - self.are_working(days))

    def shift(self, days: Days, count: Days) -> Days:
        """The `count`-th working day after each day, or before it for a negative count from a working day."""
        return self._working_day(self._until[self._positions(days)] - 1 + count)

    def _positions(self, days: Days) -> Days:
        positions = np.asarray(days) - self._start
        outside = (positions < 0) | (positions >= len(self._until))
        if np.any(outside):
            raise _unknown(int(np.atleast_1d(days)[np.atleast_1d(outside)][0]))
        return positions

    def _working_day(self, order: Days) -> Days:
        """The working days of these numbers in the row of all of them."""
        if np.any(order < 0):
            raise _unknown(self._start - 1)
        if np.any(order >= len(self._days)):
            raise _unknown(self._start + len(self._until))
        return self._days[order]


def _number(day: date) -> int:
    return day.toordinal() - EPOCH.toordinal()


def _date(number: int) -> date:
    return EPOCH + timedelta(days=int(number))


def _unknown(number: int) -> UnknownWorkingDaysError:
    template = _(
        "The working days of {year} are not known: first enter the holiday notice of the State Council for that year."
    )
    return UnknownWorkingDaysError(template.format(year=_date(number).year))


def load_working_days(session: Session) -> WorkingDayCalendar:
    """The calendar of the known years, as the database holds it."""
    table = WorkingDayException
    rows = session.execute(select(table.day, table.kind).where(table.retired_on.is_(None)))
    return WorkingDayCalendar.of_known_years({row.day: row.kind for row in rows})
