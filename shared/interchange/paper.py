"""How a sheet looks on paper: A4, all columns on the width, heads on every page, page n of m below."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from xlsxwriter.worksheet import Worksheet

from shared.locale import _

A4 = 9
PORTRAIT_COLUMNS, COLUMNS_OF_A_PAGE = 6, 14
MOST_FOOTER = 90  # characters of a title: a footer takes 255 in all, with codes of its own
WIDEST, WIDE, NARROW, LONGEST_HEAD = 28, 22, 12, 12


def set_up_page(sheet: Worksheet, title: str, columns: int, *, head_row: int, lead_columns: int) -> None:
    """Fit to the width of as few pages as can be read; `lead_columns` stand on each of them."""
    pages = ceil(max(columns - lead_columns, 1) / COLUMNS_OF_A_PAGE)
    sheet.set_paper(A4)
    if columns > PORTRAIT_COLUMNS:
        sheet.set_landscape()
    sheet.fit_to_pages(pages, 0)
    sheet.repeat_rows(0, head_row)
    if pages > 1 and lead_columns:
        sheet.repeat_columns(0, lead_columns - 1)
    page = _("Page {page} of {pages}").format(page="&P", pages="&N")
    sheet.set_footer(f"&L{_plain(title)}&R{page}")


def _plain(text: str) -> str:
    """A text without the codes of footers."""
    return text[:MOST_FOOTER].replace("&", "&&")


def set_widths(sheet: Worksheet, heads: Sequence[str], lead_columns: int, *, is_ranked: bool) -> None:
    """Columns that say what a row is about are wide, but not a rank before them; long heads are broken into lines."""
    sheet.set_column(0, max(lead_columns - 1, 0), WIDE)
    if is_ranked:
        sheet.set_column(0, 0, NARROW)
        sheet.set_column(1, 1, WIDEST)
    if len(heads) > lead_columns:
        sheet.set_column(lead_columns, len(heads) - 1, NARROW)


def head_height(heads: Sequence[str]) -> int:
    """The height of the row of heads, in points, so that the longest is read whole."""
    lines = max((ceil(_width(head) / LONGEST_HEAD) for head in heads), default=1)
    return 16 * (lines + 1 if lines > 1 else 1)


def _width(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)
