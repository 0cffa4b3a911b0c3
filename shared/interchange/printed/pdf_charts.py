"""Charts of a PDF, for printing in grey: told apart by fillings and dashes, every number written beside its bar."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from .document import BarChart, BarStyle, Chart, LineChart, PrintedBar
from .line_breaks import shorten
from .pdf_sheet import BAND, INK, MUTED, RULE, Sheet
from .typeface import to_glyphs, width_of

TITLE, CAPTION, LABEL = 8.6, 7.2, 7.2  # sizes of text
BAR_STEP, BAR_FILLS, PLOT_HEIGHT = 14.0, 0.62, 92.0
WIDEST_STEP = 24.0
FILLING = 0.35  # grey of filled bars and of the line: 7 : 1 on white
NAME_SHARE = 0.34  # of the width, for the names of bars
Column = tuple[float, float]  # left edge and width


def draw_charts(
    sheet: Sheet, charts: tuple[Chart, Chart], columns: tuple[Column, Column], height: float = PLOT_HEIGHT
) -> None:
    """Two charts side by side, each from the same height down; `height` is that of a line, bars keep a least step."""
    top, ends = sheet.y, []
    for chart, column in zip(charts, columns, strict=True):
        sheet.y = top
        _draw_chart(sheet, chart, column, height)
        ends.append(sheet.y)
    sheet.y = min(ends)


def _draw_chart(sheet: Sheet, chart: Chart, column: Column, height: float) -> None:
    left, width = column
    sheet.write(chart.title, TITLE, left=left, width=width, bold=True)
    sheet.write(chart.caption, CAPTION, left=left, width=width, grey=MUTED)
    sheet.gap(4)
    if isinstance(chart, LineChart):
        _draw_line(sheet, chart, column, height)
    else:
        _draw_bars(sheet, chart, column, height)
    if chart.note:
        sheet.write(chart.note, CAPTION, left=left, width=width, grey=MUTED)


def _draw_line(sheet: Sheet, chart: LineChart, column: Column, height: float) -> None:
    canvas, (left, width) = sheet.canvas, column
    size = LABEL * sheet.scale
    axis = max(width_of(chart.highest, size), width_of(chart.lowest, size)) + 4
    x, plot_width = left + axis, width - axis - 4
    top, bottom = sheet.y - size, sheet.y - height * sheet.scale
    low, high = min(chart.known, default=0.0), max(chart.known, default=1.0)
    step = plot_width / max(len(chart.points) - 1, 1)

    def place(number: int, value: float) -> tuple[float, float]:
        return x + number * step, bottom + (top - bottom) * ((value - low) / (high - low) if high > low else 0.5)

    if chart.marked:
        first, last = chart.marked
        canvas.setFillGray(BAND)
        canvas.rect(x + (first - 0.5) * step, bottom, (last - first + 1) * step, top - bottom, stroke=0, fill=1)
    canvas.setStrokeGray(RULE)
    canvas.setLineWidth(0.4)
    for edge in (top, bottom):
        canvas.line(x, edge, x + plot_width, edge)
    for text, value in ((chart.highest, high), (chart.lowest, low)) if high > low else ((chart.highest, high),):
        sheet.put_right(text, x - 3, place(0, value)[1] - size * 0.35, LABEL)
    _draw_points(sheet, [place(n, point) if point is not None else None for n, point in enumerate(chart.points)])
    sheet.y = bottom
    sheet.put(chart.first, x, bottom - size * 1.2, LABEL)
    sheet.put_right(chart.last, x + plot_width, bottom - size * 1.2, LABEL)
    sheet.gap(LABEL * 1.8)


def _draw_points(sheet: Sheet, places: list[tuple[float, float] | None]) -> None:
    canvas = sheet.canvas
    canvas.setStrokeGray(INK)
    canvas.setFillGray(INK)
    canvas.setLineWidth(1.4)
    for start, end in pairwise(places):
        if start and end:
            canvas.line(*start, *end)
    if known := [place for place in places if place]:
        canvas.circle(*known[-1], 2, stroke=0, fill=1)


def _draw_bars(sheet: Sheet, chart: BarChart, column: Column, height: float) -> None:
    left, width = column
    step = min(max(BAR_STEP, height / max(len(chart.bars), 1)), WIDEST_STEP) if height > PLOT_HEIGHT else BAR_STEP
    thick = step * BAR_FILLS * sheet.scale
    size = LABEL * sheet.scale
    names = width * NAME_SHARE
    texts = max((width_of(to_glyphs(bar.text), size) for bar in chart.bars), default=0) + 6
    x, scale_width = left + names, max(width - names - texts, 20)
    top = sheet.y
    for bar in chart.bars:
        baseline = sheet.y - thick / 2 - size * 0.36
        name = shorten(to_glyphs(bar.name), names - 5, lambda text: width_of(text, size))
        sheet.put(name, left, baseline, LABEL)
        _draw_bar(sheet, bar, (x, sheet.y - thick, thick), scale_width / chart.longest)
        sheet.put(bar.text, x + scale_width + 5, baseline, LABEL)
        sheet.gap(step)
    if chart.mean is not None:
        _draw_mean(sheet, x + chart.mean * scale_width / chart.longest, top)
    sheet.gap(1)


def _draw_mean(sheet: Sheet, x: float, top: float) -> None:
    canvas = sheet.canvas
    canvas.saveState()
    canvas.setStrokeGray(INK)
    canvas.setLineWidth(0.8)
    canvas.setDash(3, 2)
    canvas.line(x, top + 2, x, sheet.y + 3)
    canvas.restoreState()


def _draw_bar(sheet: Sheet, bar: PrintedBar, place: tuple[float, float, float], unit: float) -> None:
    """A bar at (left edge, lower edge, thickness)."""
    canvas, (x, y, height) = sheet.canvas, place
    canvas.setLineWidth(0.7)
    canvas.setStrokeGray(FILLING)
    if bar.outline:
        canvas.rect(x, y, bar.outline * unit, height, stroke=1, fill=0)
    if bar.length:
        _fill(sheet, bar.style, (x, y, max(bar.length * unit, 0.8), height))


def _fill(sheet: Sheet, style: BarStyle, box: tuple[float, float, float, float]) -> None:
    canvas, (x, y, width, height) = sheet.canvas, box
    if style is BarStyle.FILLED:
        canvas.setFillGray(FILLING)
        canvas.rect(*box, stroke=0, fill=1)
        return
    canvas.rect(*box, stroke=1, fill=0)
    if style is BarStyle.HATCHED:
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(*box)
        canvas.clipPath(path, stroke=0, fill=0)
        for start in _steps(x - height, x + width, 3):
            canvas.line(start, y, start + height, y + height)
        canvas.restoreState()


def _steps(start: float, end: float, step: float) -> Iterator[float]:
    while start < end:
        yield start
        start += step
