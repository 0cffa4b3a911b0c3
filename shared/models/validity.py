"""Records that hold for some days: whether one is in force on a day, asked of an object or in a query alike."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.ext.hybrid import hybrid_method


def _in_force_condition(cls: Any, day: Any) -> ColumnElement[bool]:
    in_use = [cls.retired_on.is_(None)] if hasattr(cls, "retired_on") else []
    return and_(*in_use, getattr(cls, cls.__first_day__) <= day, cls.lasts_beyond(day))


def _lasts_beyond_condition(cls: Any, day: Any) -> ColumnElement[bool]:
    end = getattr(cls, cls.__end_day__)
    return or_(end.is_(None), end > day)


def _overlap_condition(cls: Any, start: Any, end: Any) -> ColumnElement[bool]:
    first_day = getattr(cls, cls.__first_day__)
    return and_(first_day.is_not(None) if end is None else first_day < end, cls.lasts_beyond(start))


def holds_on(day: date, first: date, end: date | None) -> bool:
    """Whether a day lies in first ≤ day < end; an open end is later than any day."""
    return first <= day and (end is None or end > day)


class Dated:
    """A record in force on days d with first ≤ d < end; without an end, from the first day on.

    `__first_day__` and `__end_day__` name its columns. What was taken out of use is never in force. `day` may be a day
    or, in a query, a column.
    """

    __first_day__: ClassVar[str] = "start_on"
    __end_day__: ClassVar[str] = "end_on"

    def _is_in_force(self, day: date) -> bool:
        in_use = getattr(self, "retired_on", None) is None
        return in_use and holds_on(day, getattr(self, self.__first_day__), getattr(self, self.__end_day__))

    def _lasts_beyond(self, day: date) -> bool:
        end: date | None = getattr(self, self.__end_day__)
        return end is None or end > day

    lasts_beyond: hybrid_method[..., Any] = hybrid_method(_lasts_beyond, _lasts_beyond_condition)
    """Whether it has not ended by a day, begun or not, in use or not."""
    is_in_force: hybrid_method[..., Any] = hybrid_method(_is_in_force, _in_force_condition)
    """Whether it is in use and holds on a day."""

    def _overlaps(self, start: date, end: date | None) -> bool:
        return bool((end is None or getattr(self, self.__first_day__) < end) and self.lasts_beyond(start))

    overlaps: hybrid_method[..., Any] = hybrid_method(_overlaps, _overlap_condition)
    """Whether it shares a day with start ≤ day < end (an open end is later than any day), in use or not."""
