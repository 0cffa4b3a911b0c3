"""The file of a list behind a figure: the columns of its page, a batch of rows in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from flask import g

from admin.display.formatting import format_datetime
from admin.records.list_file import MAX_SHEET_NAME
from admin.records.pagination import BATCH_SIZE, MAX_COUNTED
from admin.request import context
from admin.site.figure_list_query import FigureListQuery
from admin.site.figure_list_rows import file_lines, list_columns, load_rows, people_of
from shared.access.permission_denied import PermissionDenied
from shared.clock import now
from shared.errors import UserError
from shared.indicators.listed_keys import load_all_keys
from shared.interchange.csv_writer import csv_chunks
from shared.interchange.xlsx_writer import MAX_XLSX_ROWS, write_xlsx
from shared.locale import _
from shared.models.base import Base
from shared.services import history
from shared.version import VERSION

MAX_NAMED = MAX_COUNTED  # persons whom the trail names of a file; a longer one may hold everybody of its region
LASTING = {"region_names", "region_paths"}


def audited_list(query: FigureListQuery, by: str = "") -> FigureListQuery:
    """The list, once the trail says who takes it. PermissionDenied for whoever may only read it.

    `by`: how it is taken, where that is not from its page.
    """
    if not query.may_export:
        raise PermissionDenied
    rows, table = query.total.rows, query.view.model.__tablename__
    context.read_all_rows()
    people = _people_of(query) if rows <= MAX_NAMED else ()
    extent = " ".join(filter(None, (by, str(query))))
    history.audit_export(context.deployment().engine, context.actor(), table, extent, rows, people=people)
    return query


def figure_list_csv(query: FigureListQuery) -> Iterator[bytes]:
    """All its rows, in the order of the page; each says which list it is of, as the foot of the page does."""
    columns, foot = list_columns(query.view), figure_list_foot(query)
    headings = [_("System number"), *(column.heading for column in columns), *(name for name, _text in foot)]
    texts = [text for _name, text in foot]
    return csv_chunks(headings, ([*line, *texts] for line in _lines(query, columns)))


def figure_list_xlsx(query: FigureListQuery) -> IO[bytes]:
    """The same as a workbook, whose second sheet says what it holds. UserError when it is too long for one."""
    if query.total.rows > MAX_XLSX_ROWS:
        message = _("XLSX files hold at most {n} rows here. Filter the list, export it by region, or as CSV.")
        raise UserError(message.format(n=f"{MAX_XLSX_ROWS:,}"))
    columns = list_columns(query.view)
    headings = [_("System number"), *(column.heading for column in columns)]
    name = str(query.view.label_plural)[:MAX_SHEET_NAME]
    return write_xlsx(name, headings, _lines(query, columns), _("Notes"), _notes(query))


def figure_list_foot(query: FigureListQuery) -> list[tuple[str, str]]:
    """(name, text) of what makes a list repeatable: as-of day, definition, selection."""
    return [
        (_("As of"), str(query.extract.as_of.day)),
        (_("Version of the definition"), query.definition_version),
        (_("Selection"), query.selection.digest),
    ]


def _notes(query: FigureListQuery) -> list[tuple[str, Any]]:
    return [
        (_("Figure"), f"{query.indicator.name} ({query.indicator.code})"),
        (_("Region"), query.region_name),
        (_("Period"), query.extract.periods[0].key),
        (_("Category"), query.category_name),
        (_("List"), str(query.part.label)),
        (_("Number of records"), query.total.rows),
        *figure_list_foot(query),
        (_("Exported by"), context.actor().name),
        (_("Exported at"), format_datetime(now())),
        (_("Software version"), VERSION),
    ]


def _people_of(query: FigureListQuery) -> set[int]:
    """Whose data a short one holds."""
    return {person for rows in _batches(query) for person in people_of(rows)} if query.view.is_personal else set()


def _lines(query: FigureListQuery, columns: list[Any]) -> Iterator[list[Any]]:
    for rows in _batches(query):
        yield from file_lines(columns, rows)


def _batches(query: FigureListQuery) -> Iterator[list[Base]]:
    """Its records; what was read for the cells of a batch goes with it, the names of regions stay."""
    context.read_all_rows()
    for name in LASTING:
        g.setdefault(name, {})
    cached_before = set(g)
    for keys in load_all_keys(context.session(), query.selection, BATCH_SIZE):
        yield load_rows(query.view, keys)
        context.session().expunge_all()
        for name in set(g) - cached_before:
            g.pop(name)
