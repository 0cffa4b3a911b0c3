"""Which rows of a source some changes touch, and for whom these count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from .measure import Expression, Measure, Source

Changes = list[dict[str, Any]]
Named = list[set[Any]]  # different values, a set a column


def touched(source: Source, changes: Changes) -> ColumnElement[bool] | None:
    """A condition: the rows that `changes` (see `audit.changes_of`) touch; None when there are none."""
    values: dict[Expression, set[Any]] = defaultdict(set)
    for change in changes:
        if change["class"] in source.touched_by:
            attribute, column = source.touched_by[change["class"]]
            values[column] |= {change["before"].get(attribute), change["after"].get(attribute)} - {None}
    return or_(*(column.in_(found) for column, found in values.items())) if values else None


def together(measures: Iterable[Measure]) -> list[tuple[Expression | None, list[Measure]]]:
    """Measures by what must be counted as a whole: their subject, or for values that do not add up the region.

    None for measures whose rows each count for themselves.
    """
    groups: dict[int, tuple[Expression | None, list[Measure]]] = {}
    for measure in measures:
        whole = measure.subject if measure.rolls_up else measure.source.region
        groups.setdefault(id(whole), (whole, []))[1].append(measure)
    return list(groups.values())


def named(session: Session, source: Source, columns: list[Expression], rows: ColumnElement[bool]) -> Named:
    """What different rows name in some columns; retired ones too: a change may just have taken them out."""
    query = select(*columns).select_from(source.rows).where(rows).distinct()
    found = session.execute(query).all() if columns else []
    return [{row[n] for row in found} - {None} for n in range(len(columns))]
