"""The files that a list offers: itself as it is on the screen, and all records for machines; by region where long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from flask import url_for
from sqlalchemy import Engine, func, select

from admin.display import region_names
from admin.records.filters import InRegion
from admin.records.list_query import Narrowed
from admin.request import context, params
from shared.access import elevated
from shared.access.actor import in_subtrees
from shared.access.permissions import Action, permission_for
from shared.identity_text import CURSORS
from shared.interchange.csv_writer import MAX_SHEET_ROWS
from shared.locale import _
from shared.models.base import Base
from shared.models.region import prefix_of

PLACE = "region_code"
GROWS_BY = 10_000  # new records after which a table is counted again


@dataclass(frozen=True)
class File:
    """A link to a file. `warning`: a sheet may not show all of it; `parts` are the same by region."""

    address: str
    text: str
    about: str
    warning: str = ""
    parts: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Files:
    """What a list offers; None for what the person may not take away."""

    listed: File | None
    whole: File | None


def offered_files(view: Any, narrowed: Narrowed, total: int | None) -> Files | None:
    """The files of a list of which `total` records are known to be there."""
    right = permission_for(view.area, Action.EXPORT)
    may_take_all = bool(view.record.__area__) and context.actor().has_permission(right)
    listed = _listed(view, narrowed, total) if view.may_take_list() and not narrowed.wrong else None
    whole = _whole(view, narrowed) if may_take_all else None
    return Files(listed, whole) if listed or whole else None


def _listed(view: Any, narrowed: Narrowed, total: int | None) -> File:
    asked = [(name, value) for name, value in narrowed.asked.items(multi=True) if name not in CURSORS]
    others = [(name, value) for name, value in asked if name != PLACE]

    def address(pairs: list[tuple[str, str]]) -> str:
        return url_for("exports.listed", noun=view.endpoint, **params.written(pairs))

    chosen = _chosen(view, narrowed)
    is_known = total is not None and _takes_all(view)
    text = _("This list as CSV ({n})").format(n=f"{total:,}") if is_known else _("This list as CSV")
    about = _("What the list shows, all pages of it, in words")
    if total is not None or not exceeds(view.record, [prefix_of(chosen)] if chosen else _own(view)):
        return File(address(asked), text, about)
    return File(address(asked), text, about, _warning(), _parts(chosen, lambda code: address([*others, (PLACE, code)])))


def _whole(view: Any, narrowed: Narrowed) -> File:
    def address(code: str = "") -> str:
        return url_for("exports.records", noun=view.endpoint, region=code or None)

    text, about = _("All records as CSV for machines"), _("Codes instead of words, money in fen; filters do not count")
    if not exceeds(view.record, _own(view)):
        return File(address(), text, about)
    return File(address(), text, about, _warning(), _parts(_chosen(view, narrowed), address))


def _warning() -> str:
    sentence = _("This may be more than the {n} rows that a sheet shows: take it by region, further ones are cut off.")
    return sentence.format(n=f"{MAX_SHEET_ROWS:,}")


def _parts(code: str, address: Callable[[str], str]) -> list[tuple[str, str]]:
    """By region: those below the chosen one, else below the person's own."""
    above = code or context.home_region() or ""
    return [(region_names.name_of(region), address(region.code)) for region in region_names.parts(above)]


def _chosen(view: Any, narrowed: Narrowed) -> str:
    """The region that the list is narrowed to."""
    found = next((one for one in view.filters if isinstance(one, InRegion) and one.name == PLACE), None)
    return found.written(narrowed.asked.get(PLACE, "")) if found and PLACE not in narrowed.wrong else ""


def _own(view: Any) -> list[str]:
    right = permission_for(view.area, Action.READ if view.section == "system" else Action.EXPORT)
    return list(context.actor().prefixes(right))


def _takes_all(view: Any) -> bool:
    """Whether the person may take away whatever the list shows: some may only look at some regions."""
    return _own(view) == list(context.actor().prefixes(permission_for(view.area, Action.READ)))


_known: WeakKeyDictionary[Engine, dict[Any, bool]] = WeakKeyDictionary()


def exceeds(record: type[Base], prefixes: list[str]) -> bool:
    """Whether there are more records in these regions than a sheet shows.

    Keys are given out one after the other: as long as they are few, nothing is counted. Above that a count is kept
    until many records have come.
    """
    columns: Any = record.__mapper__.columns
    if PLACE not in columns or "id" not in columns:
        return False
    known = _known.setdefault(context.opened().engine, {})
    with elevated(context.session()) as system:
        newest = system.scalar(select(func.max(columns["id"]))) or 0
        if newest <= MAX_SHEET_ROWS:
            return False
        key = (record, *prefixes, newest // GROWS_BY)
        if key not in known:
            found = select(columns["id"]).where(in_subtrees(columns[PLACE], tuple(prefixes))).limit(MAX_SHEET_ROWS + 1)
            known[key] = (system.scalar(select(func.count()).select_from(found.subquery())) or 0) > MAX_SHEET_ROWS
        return known[key]
