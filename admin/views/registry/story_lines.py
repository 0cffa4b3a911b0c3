"""Entries of a timeline as the page of a household or a person writes them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from flask import g, url_for
from markupsafe import Markup
from sqlalchemy import inspect, select

from admin.display import region_names
from admin.display.changed_values import describe_change
from admin.display.formatting import format_region
from admin.records.declared_views import declared_view_of
from admin.request import context
from admin.request.actions import ViewAction
from shared.locale import _
from shared.models import Household, HouseholdMember, HouseholdPlace, Person, PersonRegistration
from shared.models.base import Base, referenced_model
from shared.models.columns import is_region
from shared.models.labels import noun
from shared.services.history import Change
from shared.services.timeline.timeline_pages import TimelineEntry


@dataclass(frozen=True)
class StoryLine:
    """One entry: its words, the page of its record, and for a change of a record who made it and why."""

    entry: TimelineEntry
    text: str | Markup
    url: str


def story_lines(entries: list[TimelineEntry], family: Household | Person) -> list[StoryLine]:
    """The lines of the page of a family. What their words need is read once for all of them."""
    region_names.preload(place for entry in entries if (place := _former_place(entry)))
    g.timeline_values = _load_values([entry for entry in entries if entry.change is not None])  # else forgotten
    return [StoryLine(entry, _text(entry, family), _url(entry)) for entry in entries]


def _text(entry: TimelineEntry, family: Household | Person) -> str | Markup:
    if entry.change is not None:
        return _change_text(entry.record_class, entry.change)
    if place := _former_place(entry):
        return Markup("{} · {}").format(entry.text, format_region(place))
    if isinstance(entry.record, HouseholdMember) and isinstance(family, Person) and entry.record.household:
        return f"{entry.text} · {entry.record.household.number}"
    return entry.text


def _former_place(entry: TimelineEntry) -> str | None:
    """Where a household stood, or a person was registered, until the entry."""
    if isinstance(entry.record, HouseholdPlace):
        return entry.record.region_code
    return entry.record.registration_region_code if isinstance(entry.record, PersonRegistration) else None


def _change_text(model: type[Base], change: Change) -> str:
    """What became of the record: entered, out of use, in use again, or other values."""
    if change.action == "insert":
        return _("{noun}: entered").format(noun=noun(model))
    before, after = change.values.get("retired_on", (None, None))
    if after is not None:
        return _("{noun}: voided").format(noun=noun(model))
    if before is not None:
        return _("{noun}: restored").format(noun=noun(model))
    return _("{noun}: {title}").format(noun=noun(model), title=_("; ").join(describe_change(model, change)))


def _url(entry: TimelineEntry) -> str:
    view = declared_view_of(entry.record_class)
    return url_for(f"{view.endpoint}.details_view", id=entry.record_id) if view.may(ViewAction.READ) else ""


def _load_values(entries: list[TimelineEntry]) -> list[Base]:
    """The records that changes name, each kind read at once, and the names of regions with them."""
    values = list(_named_values(entries))
    region_names.preload(str(value) for model, name, value in values if is_region(model, name))
    keys: dict[type[Base], set[int]] = {}
    for model, name, value in values:
        if (target := referenced_model(model, name)) is not None:
            keys.setdefault(target, set()).add(int(str(value)))
    return [record for target, found in keys.items() for record in _records(target, found)]


def _named_values(entries: list[TimelineEntry]) -> Iterator[tuple[type[Base], str, object]]:
    for entry in entries:
        for name, pair in (entry.change.values if entry.change else {}).items():
            if name in entry.record_class.__mapper__.columns:
                yield from ((entry.record_class, name, value) for value in pair if value not in {None, "", "…"})


def _records(target: type[Base], keys: Collection[int]) -> list[Base]:
    key = inspect(target).primary_key[0]
    return list(context.session().scalars(select(target).where(key.in_(keys))))
