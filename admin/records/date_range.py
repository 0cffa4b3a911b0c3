"""Days that a filter asks for, one by one, where an index goes by day and place."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from admin.request import context
from shared.clock import today

MAX_DAYS = 12_000


def list_dates(column: InstrumentedAttribute[Any], start: date | None, end: date | None) -> list[date] | None:
    """The days between the first and the last that there are; None when neither is given, or too many, or no index."""
    if (start is None and end is None) or not _has_index(column):
        return None
    bounds = (select(of(column)).where(column.is_not(None)) for of in (func.min, func.max))
    connection = context.session().connection()  # past the scope: nobody sees these, and the index has them
    earliest, latest = (connection.execute(bound).scalar() or today() for bound in bounds)
    first, last = max(start or earliest, earliest), min(end or latest, latest)
    days = (last - first).days + 1
    return [first + timedelta(number) for number in range(days)] if days <= MAX_DAYS else None


def _has_index(column: InstrumentedAttribute[Any]) -> bool:
    indexes = column.class_.__table__.indexes
    return any([indexed.name for indexed in index.columns] == [column.key, "region_code"] for index in indexes)
