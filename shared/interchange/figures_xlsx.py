"""Figures as a workbook: a cover, the table as on the screen, and the same numbers for machines."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from shared.access import ScopedSession
from shared.clock import now
from shared.errors import UserError
from shared.locale import _

from .cover_sheet import FileOrigin, Line, SeenValues, cover_lines, figure_heads, figure_lines, title_of
from .extract_query import ExtractQuery
from .figure_batches import figure_batches
from .figures_csv import COLUMNS, FigureRows
from .many_figures import count_rows
from .paper import head_height, set_up_page, set_widths
from .screen_table import ScreenTable, load_name
from .shown_cells import ShownCell
from .xlsx_writer import MAX_XLSX_ROWS, OPTIONS, write_row

TITLE_ROWS = 2  # above the heads of the table
COVER_WIDTHS = (20, 24, 10, 50, 18, 24, 24)


def require_sheet_size(session: ScopedSession, requests: Sequence[ExtractQuery]) -> None:
    """UserError when a workbook would hold more observations than it takes."""
    if count_rows(session, requests) > MAX_XLSX_ROWS:
        template = _("XLSX files hold at most {n} values here. Choose fewer figures, months or regions, or CSV.")
        raise UserError(template.format(n=f"{MAX_XLSX_ROWS:,}"))


def figures_xlsx(session: ScopedSession, requests: Sequence[ExtractQuery], origin: FileOrigin) -> IO[bytes]:
    """The open temporary file, to be read from its beginning; it is gone when it is closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with Workbook(file, OPTIONS) as workbook:
        workbook.set_properties({"created": now().replace(tzinfo=None), "title": title_of(requests)})
        cover, shown, data = (workbook.add_worksheet(name) for name in (_("Cover"), _("Table"), _("Data")))
        seen = _write_values(session, requests, ShownSheet(workbook, shown), data)
        lines = cover_lines(session, requests, seen, origin)
        write_cover(workbook, cover, lines, [figure_heads(), *figure_lines(requests)])
    file.seek(0)
    return file


def _write_values(
    session: ScopedSession, requests: Sequence[ExtractQuery], shown: ShownSheet, data: Worksheet
) -> SeenValues:
    """Both sheets of numbers, a batch of regions at a time."""
    table, rows, seen, last = ScreenTable(session, requests), FigureRows(session, requests), SeenValues(), 0
    names = _(", ").join(load_name(session, code) for code in requests[0].named_regions)
    place = f"{names} · {requests[0].span}"
    is_ranked = requests[0].league is not None
    shown.begin(title_of(requests), place, table.heads(), table.lead_columns, is_ranked=is_ranked)
    write_row(data, 0, COLUMNS)
    data.freeze_panes(1, 0)
    for batch in figure_batches(session, requests):
        seen.add(ranked.value for ranked in batch.values)
        for cells in table.rows(batch):
            shown.add(cells)
        for row in rows.of(batch):
            last += 1
            write_row(data, last, row)
    shown.end(seen.legend())
    data.autofilter(0, 0, last, len(COLUMNS) - 1)
    set_up_page(data, title_of(requests), len(COLUMNS), head_row=0, lead_columns=0)
    return seen


class ShownSheet:
    """A sheet for people: title and place, heads that stay in view, rows, and what the marks mean."""

    def __init__(self, workbook: Workbook, sheet: Worksheet) -> None:
        self._workbook, self._sheet = workbook, sheet
        self._formats: dict[tuple[str, bool, bool, bool], Any] = {}
        self._row = TITLE_ROWS

    def begin(
        self, title: str, subtitle: str, heads: Sequence[str], lead_columns: int, *, is_ranked: bool = False
    ) -> None:
        """Title and heads; `lead_columns` say what a row is about, the first its rank if it is ranked."""
        sheet = self._sheet
        bold = self._workbook.add_format({"bold": True, "font_size": 14})
        head = self._workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        sheet.write_string(0, 0, title, bold)
        sheet.write_string(1, 0, subtitle)
        sheet.set_row(TITLE_ROWS, head_height(heads))
        for column, text in enumerate(heads):
            sheet.write_string(TITLE_ROWS, column, text, head)
        sheet.freeze_panes(TITLE_ROWS + 1, lead_columns)
        set_widths(sheet, heads, lead_columns, is_ranked=is_ranked)
        set_up_page(sheet, f"{title} · {subtitle}", len(heads), head_row=TITLE_ROWS, lead_columns=lead_columns)
        self._width = len(heads)

    def add(self, cells: Sequence[ShownCell]) -> None:
        """The next row."""
        self._row += 1
        for column, cell in enumerate(cells):
            if cell.value is None or cell.value == "":
                continue
            if isinstance(cell.value, str):
                self._sheet.write_string(self._row, column, cell.value, self._format_of(cell))
            else:
                self._sheet.write_number(self._row, column, cell.value, self._format_of(cell))

    def end(self, legend: Sequence[Line]) -> None:
        """A filter over the rows; under them the marks."""
        self._sheet.autofilter(TITLE_ROWS, 0, max(self._row, TITLE_ROWS), max(self._width - 1, 0))
        for number, (symbol, meaning) in enumerate(legend, start=self._row + 2):
            self._sheet.write_string(number, 0, f"{symbol} {meaning}")

    def _format_of(self, cell: ShownCell) -> Any:
        key = cell.number_format, cell.is_small, cell.is_total, cell.is_blank
        if key not in self._formats:
            look: dict[str, Any] = {"num_format": cell.number_format or "General"}
            look |= {"font_color": "#767676"} if cell.is_small else {}
            look |= {"bold": True} if cell.is_total else {}
            look |= {"align": "right"} if cell.is_blank else {}
            self._formats[key] = self._workbook.add_format(look)
        return self._formats[key]


def write_cover(workbook: Workbook, sheet: Worksheet, lines: Sequence[Line], table: Sequence[Sequence[str]]) -> None:
    """Lines of a name and what it is; under them a table of the figures."""
    wrap = workbook.add_format({"text_wrap": True, "valign": "top"})
    bold = workbook.add_format({"bold": True, "valign": "top", "text_wrap": True})
    for column, width in enumerate(COVER_WIDTHS):
        sheet.set_column(column, column, width)
    for number, (name, text) in enumerate(lines):
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, text)
    for number, row in enumerate(table, start=len(lines) + 1):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text, bold if number == len(lines) + 1 else wrap)
    set_up_page(sheet, lines[0][1], len(COVER_WIDTHS), head_row=0, lead_columns=0)
