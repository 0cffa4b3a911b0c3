"""A page of a timeline: entries of all sources, newest first, with the names of those they are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import null, select

from shared.clock import today
from shared.models.base import Base, model_of_table
from shared.services import history, moved_families

from .family_links import FAMILY_LINKS
from .timeline_corrections import load_corrections
from .timeline_cursor import TimelineCursor
from .timeline_kinds import TimelineKind
from .timeline_sources import SOURCES, TimelineSource
from .timeline_subjects import TimelineSubject

PAGE_SIZE = 100
CORRECTION_RANK = 0  # above what happened on the day of the change


@dataclass(frozen=True)
class TimelineFilter:
    """What of the story is asked for: some kinds or all, one member or all."""

    kinds: frozenset[TimelineKind] = frozenset()
    member: int | None = None

    def includes(self, kind: TimelineKind) -> bool:
        """Whether entries of a kind are asked for."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened. `source` and `change`: the one or the other, a record's own or a change of it."""

    place: TimelineCursor
    kind: TimelineKind
    record_class: type[Base]
    record_id: str
    person_id: int | None
    record: Any = None
    source: TimelineSource | None = None
    change: history.Change | None = None
    person_name: str = ""

    @property
    def day(self) -> date:
        """When it happened."""
        return self.place.day

    @property
    def when(self) -> str:
        """The day, or the month or year where no day is known."""
        period = self.source.period(self.record) if self.source and self.source.period else ""
        return period or self.day.isoformat()

    @property
    def is_coming(self) -> bool:
        """Whether it is still to come."""
        return self.source is not None and self.day > today()

    @property
    def text(self) -> str:
        """What happened, in the reader's language; empty for a change, which its columns tell."""
        return self.source.describe(self.record) if self.source else ""


@dataclass(frozen=True)
class TimelinePage:
    """Some entries, and the place after which the next page goes on; None on the last one."""

    entries: list[TimelineEntry]
    older: TimelineCursor | None


def load_timeline(
    subject: TimelineSubject,
    chosen: TimelineFilter | None = None,
    after: TimelineCursor | None = None,
    size: int = PAGE_SIZE,
) -> TimelinePage:
    """The newest entries behind a place: one query a source, however large the family."""
    chosen = chosen or TimelineFilter()
    found = [*_entries(subject, chosen, after, size + 1)]
    if chosen.includes(TimelineKind.CORRECTION):
        found += _corrections(subject, chosen, after, size + 1)
    found.sort(key=lambda entry: entry.place.order)
    page = found[:size]
    names = _names(subject, {entry.person_id for entry in page if entry.person_id is not None})
    named = [replace(entry, person_name=names.get(entry.person_id or 0, "")) for entry in page]
    return TimelinePage(named, page[-1].place if len(found) > size else None)


def _entries(
    subject: TimelineSubject, chosen: TimelineFilter, after: TimelineCursor | None, limit: int
) -> Iterator[TimelineEntry]:
    for rank, source in enumerate(SOURCES, CORRECTION_RANK + 1):
        reader, model = subject.reader(source.model), source.model
        if reader is None or not chosen.includes(source.kind):
            continue
        if chosen.member is not None and not subject.names_member(model):
            continue
        query = subject.narrow(_query(source), model, chosen.member)
        if after is not None:
            query = query.where(after.behind(rank, source.day, model.id))
        rows = reader.execute(query.order_by(source.day.desc(), model.id.desc()).limit(limit))
        for record, day, person_id in rows:
            place = TimelineCursor(day, rank, record.id)
            yield TimelineEntry(place, source.kind, model, str(record.id), person_id, record, source)


def _query(source: TimelineSource) -> Any:
    person = FAMILY_LINKS[source.model].person
    in_use = [source.model.retired_on.is_(None)] if hasattr(source.model, "retired_on") else []
    conditions = [*in_use, *([source.condition()] if source.condition else [])]
    return (
        select(source.model, source.day, null() if person is None else person)
        .where(*conditions)
        .options(*source.loaded)
    )


def _corrections(
    subject: TimelineSubject, chosen: TimelineFilter, after: TimelineCursor | None, limit: int
) -> Iterator[TimelineEntry]:
    rows = load_corrections(subject, chosen.member, after, CORRECTION_RANK, limit)
    changes = history.changes_of(subject.system, [event for event, _day, _person in rows])
    for change, (event, day, person_id) in zip(changes, rows, strict=True):
        model = model_of_table(event.record)
        if model is not None:
            place = TimelineCursor(day, CORRECTION_RANK, event.id)
            kind = TimelineKind.CORRECTION
            yield TimelineEntry(place, kind, model, event.record_id, person_id, change=change)


def _names(subject: TimelineSubject, persons: Collection[int]) -> dict[int, str]:
    return moved_families.names_of(subject.session, subject.system, subject.family, persons)
