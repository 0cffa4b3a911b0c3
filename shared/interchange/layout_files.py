"""A monthly return as a file: a sheet to hand in, or CSV."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO, Any

from xlsxwriter import Workbook

from shared.access import ScopedSession
from shared.clock import now
from shared.indicators.status_symbols import BLANK_SYMBOLS, build_legend
from shared.locale import _
from shared.locale.localised import localised_name

from .cover_sheet import FileOrigin, origin_lines
from .csv_writer import csv_chunks
from .extract_query import ExtractQuery
from .figure_files import file_chunks
from .figures_xlsx import ShownSheet, write_cover
from .file_kinds import XLSX
from .layout_rows import LayoutCell, LayoutRow, layout_rows
from .monthly_layouts import MonthlyLayout
from .screen_table import load_name
from .shown_cells import ShownCell
from .xlsx_writer import OPTIONS

PLACE = ("month", "region_code", "region_name", "level", "parent_code", "parent_name")
BLANKS = "blanks"  # the column that says why others are empty


def layout_file(
    session: ScopedSession, kind: str, layout: MonthlyLayout, request: ExtractQuery, origin: FileOrigin
) -> Iterator[bytes]:
    """The return as a file of a kind, csv or xlsx, in pieces."""
    if kind == XLSX:
        yield from file_chunks(layout_xlsx(session, layout, request, origin))
    else:
        yield from layout_csv(session, layout, request)


def name_layout_file(layout: MonthlyLayout, request: ExtractQuery, kind: str) -> str:
    """What the file of a return is called."""
    return f"{layout.key}-{request.region}-{request.span}.{kind}"


def layout_csv(session: ScopedSession, layout: MonthlyLayout, request: ExtractQuery) -> Iterator[bytes]:
    """The return for machines: a row a region, a column a number, and why there is none."""
    heads = (*PLACE, *(column.code for column in layout.columns), BLANKS)
    return csv_chunks(heads, (_csv_row(layout, request, row) for row in layout_rows(session, layout, request)))


def _csv_row(layout: MonthlyLayout, request: ExtractQuery, row: LayoutRow) -> tuple[Any, ...]:
    region = row.region
    blanks = [
        f"{column.code}={cell.state.value}"
        for column, cell in zip(layout.columns, row.cells, strict=True)
        if cell.number is None
    ]
    name, parent = localised_name(region.name, region.name_en), row.names.of(region.parent_code)
    place = (request.span, region.code, name, region.level, region.parent_code, parent)
    return (*place, *(cell.number for cell in row.cells), ";".join(blanks))


def layout_xlsx(session: ScopedSession, layout: MonthlyLayout, request: ExtractQuery, origin: FileOrigin) -> IO[bytes]:
    """The return as a sheet, and a cover; the open temporary file, to be read from its beginning."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with Workbook(file, OPTIONS) as workbook:
        workbook.set_properties({"created": now().replace(tzinfo=None), "title": str(layout.title)})
        sheet, cover = workbook.add_worksheet(_("Table")), workbook.add_worksheet(_("Cover"))
        place, states = f"{load_name(session, request.region)} · {request.span}", set()
        shown = ShownSheet(workbook, sheet)
        heads = [_("Region"), *(str(column.head) for column in layout.columns)]
        shown.begin(str(layout.title), place, heads, 1)
        for row in layout_rows(session, layout, request):
            states |= {cell.state for cell in row.cells if cell.number is None}
            shown.add(_shown_row(row, request))
        legend = build_legend(states)
        shown.end(legend)
        lines = [
            (_("Title"), str(layout.title)),
            (_("Region"), place),
            (_("As of"), request.as_of.day.isoformat()),
            *((_("Mark {symbol}").format(symbol=symbol), meaning) for symbol, meaning in legend),
            (
                _("Note"),
                _("Urban or rural as the record of the household says. A sum is blank when one of its months is."),
            ),
            *origin_lines(origin),
        ]
        write_cover(workbook, cover, lines, [])
    file.seek(0)
    return file


def _shown_row(row: LayoutRow, request: ExtractQuery) -> list[ShownCell]:
    is_total = row.region.code == request.region or row.region.code.endswith("00")
    name = localised_name(row.region.name, row.region.name_en)
    return [ShownCell(name, is_total=is_total), *(_shown(cell, is_total=is_total) for cell in row.cells)]


def _shown(cell: LayoutCell, *, is_total: bool) -> ShownCell:
    if cell.number is None:
        return ShownCell(BLANK_SYMBOLS[cell.state], is_total=is_total, is_blank=True)
    decimals = f".{'0' * cell.decimals}" if cell.decimals else ""
    return ShownCell(cell.number, f"#,##0{decimals}", is_total=is_total)
