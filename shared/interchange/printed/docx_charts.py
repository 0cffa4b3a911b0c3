"""Charts of a DOCX that Word, WPS and LibreOffice draw alike: bars are shaded cells of a table, the line a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Mm

from .document import BarChart, BarStyle, Chart, LineChart, PrintedBar
from .docx_parts import element, write
from .line_picture import HEIGHT, WIDTH, draw_line_picture
from .typeface import printable

TITLE, CAPTION, LABEL, GAP = 8.5, 7.0, 7.0, 4.0  # sizes of text
UNITS = 40  # cells between zero and the end of the scale
NAME_SHARE, TEXT_SHARE = 0.3, 0.36  # of the width, beside the bars
INSET = 4.0  # mm that a cell leaves at its sides
GREY = "595959"
BETWEEN_BARS, GAP_HEIGHT = PrintedBar("", None, ""), "70"  # twentieths of a point
SHADES = {
    BarStyle.FILLED: {"val": "clear", "color": "auto", "fill": GREY},
    BarStyle.HATCHED: {"val": "diagStripe", "color": GREY, "fill": "FFFFFF"},
    BarStyle.OUTLINED: {"val": "clear", "color": "auto", "fill": "FFFFFF"},
}


def add_charts(made: Any, charts: Sequence[Chart], width: float) -> None:
    """Charts side by side over a width in mm."""
    write(made.add_paragraph(), "", GAP)  # tables that touch become one
    table = made.add_table(rows=1, cols=len(charts))
    table.autofit = False
    for column in table.columns:
        column.width = Mm(width / len(charts))
    for cell, chart in zip(table.rows[0].cells, charts, strict=True):
        cell.width = Mm(width / len(charts))
        write(cell.paragraphs[0], chart.title, TITLE, bold=True)
        write(cell.add_paragraph(), chart.caption, CAPTION)
        if isinstance(chart, LineChart):
            _add_line(cell, chart, width / len(charts) - INSET)
        else:
            _add_bars(cell, chart, width / len(charts) - INSET)
        has_end = isinstance(chart, BarChart) and chart.bars  # a table inside a cell ends with a paragraph
        write(cell.paragraphs[-1] if has_end else cell.add_paragraph(), chart.note, CAPTION)


def _add_line(cell: Any, chart: LineChart, width: float) -> None:
    """The picture has no words: what its ends mean stands around it as text."""
    write(cell.add_paragraph(), chart.highest, LABEL)
    run = cell.add_paragraph().add_run()
    picture = run.add_picture(draw_line_picture(chart), width=Mm(width), height=Mm(width * HEIGHT / WIDTH))
    about = picture._inline.docPr  # noqa: SLF001 - python-docx has no name for the text of a picture
    about.set("descr", printable(f"{chart.title}: {chart.caption}; {chart.lowest} – {chart.highest}"))
    if chart.lowest != chart.highest:
        write(cell.add_paragraph(), chart.lowest, LABEL)
    ends = cell.add_paragraph()
    ends.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    write(ends, f"{chart.first}\t", LABEL)
    write(ends, chart.last, LABEL)


def _add_bars(cell: Any, chart: BarChart, width: float) -> None:
    if not chart.bars:
        return
    names, texts = width * NAME_SHARE, width * TEXT_SHARE
    table = cell.add_table(rows=0, cols=UNITS + 2)
    table.autofit = False
    unit = (width - names - texts) / UNITS
    for column, size in zip(table.columns, [names, *[unit] * UNITS, texts], strict=True):
        column.width = Mm(size)
    for bar in chart.bars:
        for row_of, is_gap in ((bar, False), (BETWEEN_BARS, True)):
            parts = _parts(row_of, chart, unit)
            row = _row([_cell(row_of.name, 1, names), *parts, _cell(row_of.text, 1, texts)], is_gap=is_gap)
            table._tbl.append(row)  # noqa: SLF001 - cells of different spans have no other way


def _row(cells: Sequence[Any], *, is_gap: bool) -> Any:
    row, about = OxmlElement("w:tr"), OxmlElement("w:trPr")
    if is_gap:
        about.append(element("w:trHeight", val=GAP_HEIGHT, hRule="exact"))
    row.append(about)
    for cell in cells:
        row.append(cell)
    return row


def _parts(bar: PrintedBar, chart: BarChart, unit: float) -> list[Any]:
    """The cells from zero to the end of the scale, parted where the bar ends and where the mean lies."""
    filled, outline, mean = (_units(number, chart) for number in (bar.length, bar.outline, chart.mean))
    ends = sorted({filled, outline, mean, UNITS} - {0})
    parts, start = [], 0
    for end in ends:
        borders = {"right": ("dashed", "000000")} if end == mean else {}
        shade = SHADES[bar.style] if end <= filled else {}
        if start < outline:
            borders |= {"top": ("single", GREY), "bottom": ("single", GREY)}
            borders |= {"right": ("single", GREY)} if end == outline else {}
        parts.append(_cell("", end - start, unit * (end - start), shade, borders))
        start = end
    return parts


def _units(number: float | None, chart: BarChart) -> int:
    """How many cells a number takes; at least one when it is more than nothing."""
    return max(round(number / chart.longest * UNITS), 1) if number else 0


def _cell(
    text: str,
    span: int,
    width: float,
    shade: dict[str, str] | None = None,
    borders: dict[str, tuple[str, str]] | None = None,
) -> Any:
    """A cell over some columns of the grid."""
    cell, about = OxmlElement("w:tc"), OxmlElement("w:tcPr")
    about.append(element("w:tcW", w=str(round(width * 56.7)), type="dxa"))
    about.append(element("w:gridSpan", val=str(span)))
    if borders:
        lines = OxmlElement("w:tcBorders")
        for side in ("top", "bottom", "right"):  # in the order of the standard
            if side in borders:
                lines.append(element(f"w:{side}", val=borders[side][0], sz="8", color=borders[side][1]))
        about.append(lines)
    if shade:
        about.append(element("w:shd", **shade))
    margins = OxmlElement("w:tcMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w="30", type="dxa"))
    about.append(margins)
    cell.append(about)
    paragraph = OxmlElement("w:p")
    cell.append(paragraph)
    paragraph.append(_run(text))
    return cell


def _run(text: str) -> Any:
    run, about, words = OxmlElement("w:r"), OxmlElement("w:rPr"), OxmlElement("w:t")
    about.append(element("w:sz", val=str(round(LABEL * 2))))
    words.text = printable(text)
    run.append(about)
    run.append(words)
    return run
