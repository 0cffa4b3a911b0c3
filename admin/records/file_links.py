"""The files that a list offers: itself as it is on the screen, and all records for machines; by region where long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from flask import url_for
from sqlalchemy import Engine, func, select

from admin.display import region_names
from admin.records.list_query import ListQuery
from admin.records.region_filter import RegionFilter
from admin.records.view_declaration import ViewDeclaration
from admin.request import context, params
from shared.access import elevated
from shared.access.actor import in_subtrees
from shared.access.permissions import Action, permission_for
from shared.identity_text import CURSORS
from shared.interchange.csv_writer import MAX_SHEET_ROWS
from shared.locale import _
from shared.models.base import Base
from shared.models.region import prefix_of

REGION_COLUMN = "region_code"
RECOUNT_AFTER = 10_000  # new records after which a table is counted again


@dataclass(frozen=True)
class FileLink:
    """A link to a file. `warning`: a sheet may not show all of it; `parts` are the same by region.

    `xlsx_url`: the same as a workbook, where it is not too long for one.
    """

    url: str
    text: str
    about: str
    warning: str = ""
    xlsx_url: str = ""
    parts: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class FileLinks:
    """What a list offers; None for what the user may not take away."""

    list_as_shown: FileLink | None
    all_records: FileLink | None


def build_file_links(view: ViewDeclaration, query: ListQuery, total: int | None) -> FileLinks | None:
    """The files of a list of which `total` records are known to be there."""
    permission = permission_for(view.area, Action.EXPORT)
    may_take_all = bool(view.model.__area__) and context.actor().has_permission(permission)
    list_link = _list_link(view, query, total) if view.may_export_list() and not query.errors else None
    records_link = _all_records_link(view, query) if may_take_all else None
    return FileLinks(list_link, records_link) if list_link or records_link else None


def _list_link(view: ViewDeclaration, query: ListQuery, total: int | None) -> FileLink:
    requested = [(name, value) for name, value in query.params.items(multi=True) if name not in CURSORS]
    other_params = [(name, value) for name, value in requested if name != REGION_COLUMN]

    def list_url(pairs: list[tuple[str, str]], kind: str = "csv") -> str:
        return url_for(
            "exports.record_list", resource=view.endpoint, kind=kind, **params.encode_params(pairs, view.is_chosen)
        )

    region = _filtered_region(view, query)
    is_known = total is not None and _may_export_all_listed(view)
    text = _("Export this list as CSV ({n})").format(n=f"{total:,}") if is_known else _("Export this list as CSV")
    about = _("All pages of the list, with names instead of codes")
    if total is not None or not exceeds_sheet(view.model, [prefix_of(region)] if region else _export_prefixes(view)):
        return FileLink(list_url(requested), text, about, xlsx_url=list_url(requested, "xlsx"))
    return FileLink(
        list_url(requested),
        text,
        about,
        _sheet_warning(),
        parts=_links_by_region(region, lambda code: list_url([*other_params, (REGION_COLUMN, code)])),
    )


def _all_records_link(view: ViewDeclaration, query: ListQuery) -> FileLink:
    def records_url(code: str = "") -> str:
        return url_for("exports.records", resource=view.endpoint, region=code or None)

    text, about = (
        _("Export all records (CSV for data exchange)"),
        _("Codes instead of names, amounts in fen; the filters are not applied"),
    )
    if not exceeds_sheet(view.model, _export_prefixes(view)):
        return FileLink(records_url(), text, about)
    return FileLink(
        records_url(), text, about, _sheet_warning(), parts=_links_by_region(_filtered_region(view, query), records_url)
    )


def _sheet_warning() -> str:
    message = _(
        "This may be more than the {n} rows a spreadsheet can show; the rest would be cut off. Export it by region."
    )
    return message.format(n=f"{MAX_SHEET_ROWS:,}")


def _links_by_region(code: str, url_of: Callable[[str], str]) -> list[tuple[str, str]]:
    """By region: those below the chosen one, else below the user's own."""
    parent = code or context.default_region() or ""
    return [
        (region_names.name_of_region(region), url_of(region.code)) for region in region_names.children_in_force(parent)
    ]


def _filtered_region(view: ViewDeclaration, query: ListQuery) -> str:
    """The region that the list is narrowed to."""
    region_filter = next(
        (
            list_filter
            for list_filter in view.filters
            if isinstance(list_filter, RegionFilter) and list_filter.name == REGION_COLUMN
        ),
        None,
    )
    return (
        region_filter.to_param(query.params.get(REGION_COLUMN, ""))
        if region_filter and REGION_COLUMN not in query.errors
        else ""
    )


def _export_prefixes(view: ViewDeclaration) -> list[str]:
    permission = permission_for(view.area, Action.READ if view.section == "system" else Action.EXPORT)
    return list(context.actor().prefixes(permission))


def _may_export_all_listed(view: ViewDeclaration) -> bool:
    """Whether the user may take away whatever the list shows: some may only look at some regions."""
    return _export_prefixes(view) == list(context.actor().prefixes(permission_for(view.area, Action.READ)))


_exceeding: WeakKeyDictionary[Engine, dict[Any, bool]] = WeakKeyDictionary()


def exceeds_sheet(record: type[Base], prefixes: list[str]) -> bool:
    """Whether there are more records in these regions than a sheet shows.

    Keys are given out one after the other: as long as they are few, nothing is counted. Above that a count is kept
    until many records have come.
    """
    columns: Any = record.__mapper__.columns
    if REGION_COLUMN not in columns or "id" not in columns:
        return False
    results = _exceeding.setdefault(context.deployment().engine, {})
    with elevated(context.session()) as system:
        newest = system.scalar(select(func.max(columns["id"]))) or 0
        if newest <= MAX_SHEET_ROWS:
            return False
        key = (record, *prefixes, newest // RECOUNT_AFTER)
        if key not in results:
            keys = (
                select(columns["id"])
                .where(in_subtrees(columns[REGION_COLUMN], tuple(prefixes)))
                .limit(MAX_SHEET_ROWS + 1)
            )
            results[key] = (system.scalar(select(func.count()).select_from(keys.subquery())) or 0) > MAX_SHEET_ROWS
        return results[key]
