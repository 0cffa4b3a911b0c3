"""The place of an entry on a timeline, newest first: a page goes on after the last entry of the one before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

TEXT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.([0-9]{1,3})\.([0-9]{1,18})", re.ASCII)


@dataclass(frozen=True)
class TimelineCursor:
    """Day, rank of the sort of entry among those of the day, key of the record."""

    day: date
    rank: int
    key: int

    @classmethod
    def parse(cls, text: str) -> TimelineCursor | None:
        """The place that a text says; None for a text that says none."""
        found = TEXT.fullmatch(text)
        try:
            return cls(date.fromisoformat(found[1]), int(found[2]), int(found[3])) if found else None
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.day.isoformat()}.{self.rank}.{self.key}"

    @property
    def order(self) -> tuple[int, int, int]:
        """What entries are sorted by."""
        return -self.day.toordinal(), self.rank, -self.key

    def behind(self, rank: int, day: Any, key: Any) -> ColumnElement[bool]:
        """The condition that an entry of a rank comes after this place."""
        if rank != self.rank:
            return day <= self.day if rank > self.rank else day < self.day
        return or_(day < self.day, and_(day == self.day, key < self.key))
