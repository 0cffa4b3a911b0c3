"""Which rows of a source some changes touch: where they stand, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access.actor import inside
from shared.models.region import prefix_of

from .measure import Expression, Measure, Source

Changes = list[dict[str, Any]]


@dataclass(frozen=True)
class Touched:
    """The places of the touched rows, as they were and as they are, and the changes that touched them."""

    source: Source
    places: set[str]
    changes: Changes

    def overlap(self, session: Session, measure: Measure, region: str, counties: list[str]) -> bool:
        """Whether a touched subject of `measure` may count twice in `region`: in several counties of it."""
        subject: Any = measure.subject
        if measure.is_additive:
            return False
        if len(counties) > 1 or subject.class_ not in self.source.records:
            return True
        elsewhere = inside(self.source.region, (prefix_of(region),)) & ~inside(self.source.region, tuple(counties))
        subjects = set(self._subjects(session, subject))
        found = _rows(self.source, subject, subject.in_(subjects), elsewhere)
        return session.scalars(found.limit(1)).first() is not None

    def _subjects(self, session: Session, subject: Expression) -> Iterator[int]:
        """Whom the touched rows count, before the changes and after them."""
        for change in self.changes:
            if change["class"] in self.source.records:
                yield from values_of(change, subject.key)
            if change["class"] in self.source.links:
                yield from session.scalars(_linked(self.source, subject, change))


def touched(session: Session, source: Source, changes: Changes) -> Touched:
    """The rows of a source that changes touch."""
    places: set[str] = set()
    for change in changes:
        if change["class"] in source.records:
            places |= values_of(change, "region_code")
        if change["class"] in source.links:
            places |= set(session.scalars(_linked(source, source.region, change)))
    return Touched(source, places, changes)


def values_of(change: dict[str, Any], attribute: str) -> set[Any]:
    """The value of an attribute before and after a change."""
    sides = (change["before"].get(attribute), change["after"].get(attribute))
    return {value for value in sides if value is not None}


def _linked(source: Source, column: Expression, change: dict[str, Any]) -> Any:
    attribute, link = source.links[change["class"]]
    return _rows(source, column, link.in_(values_of(change, attribute)))


def _rows(source: Source, column: Expression, *where: Any) -> Any:
    """Retired rows too: a change may just have taken them out."""
    return select(column).select_from(source.rows).where(*where).distinct()
