"""A document as PDF: two A4 pages, the typeface embedded, sizes reduced together where a page would overflow."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from shared.locale import HTML_LANGUAGES, _
from shared.version import PRODUCT_VERSION

from .document import PrintedDocument, PrintedLink
from .pdf_charts import PLOT_HEIGHT, Column, draw_charts
from .pdf_sheet import BOTTOM, FOOT, LEFT, MUTED, RULE, WIDTH, Sheet
from .typeface import NAME, to_glyphs, typeface, width_of

SCALES = (1.1, 1.05, 1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)
BETWEEN = 22.0
PLOT_TEXTS, HIGHEST_PLOT = 66.0, 170.0
HALVES: tuple[Column, Column] = (
    (LEFT, (WIDTH - BETWEEN) / 2),
    (LEFT + (WIDTH + BETWEEN) / 2, (WIDTH - BETWEEN) / 2),
)
TITLE, FACTS, SENTENCE, HEAD, TABLE, SMALL, FOOTER = 17.0, 8.6, 10.4, 10.0, 8.2, 7.4, 7.4  # sizes of text
TERM_SHARE = 0.23  # of the width, for the names beside their definitions


def write_pdf(document: PrintedDocument) -> bytes:
    """The two pages."""
    typeface()
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, lang=HTML_LANGUAGES[document.language], initialFontName=NAME)
    canvas.setTitle(to_glyphs(document.title))
    canvas.setAuthor(to_glyphs(document.author))
    canvas.setSubject(to_glyphs(" · ".join(document.facts)))
    canvas.setCreator(PRODUCT_VERSION)
    pages = (_draw_first, _draw_second)
    for number, draw in enumerate(pages, start=1):
        sheet = Sheet(canvas, _fitting_scale(draw, document))
        draw(sheet, document)
        _draw_footer(Sheet(canvas), document, number, len(pages))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _fitting_scale(draw: Callable[[Sheet, PrintedDocument], None], document: PrintedDocument) -> float:
    """The largest scale at which a page holds all; the smallest when none does."""
    for scale in SCALES:
        trial = Sheet.trial(scale)
        draw(trial, document)
        if trial.y >= BOTTOM and not trial.cuts_words:
            return scale
    return SCALES[-1]


def _draw_first(sheet: Sheet, document: PrintedDocument) -> None:
    sheet.write(document.title, TITLE, bold=True)
    sheet.gap(1)
    for fact in document.facts:
        sheet.write(fact, FACTS, grey=MUTED)
    if document.notice:
        sheet.write(document.notice, FACTS, bold=True)
    sheet.gap(4)
    sheet.rule()
    sheet.gap(8)
    for sentence in document.sentences:
        sheet.write(sentence, SENTENCE, lead="•  ")
        sheet.gap(3)
    sheet.gap(6)
    _draw_table(sheet, document)
    sheet.gap(12)
    free = (sheet.y - BOTTOM) / sheet.scale - PLOT_TEXTS
    height = min(max(free, PLOT_HEIGHT), HIGHEST_PLOT)
    draw_charts(sheet, (document.first_charts[0], document.first_charts[1]), HALVES, height)


def _draw_table(sheet: Sheet, document: PrintedDocument) -> None:
    table = document.table
    _write_heading(sheet, table.title)
    widths = [share * WIDTH / sum(table.widths) for share in table.widths]
    sides = [number >= table.text_columns for number in range(len(widths))]
    sheet.columns(list(zip(table.heads, widths, sides, strict=True)), TABLE, bold=True)
    sheet.rule()
    for row in table.rows:
        sheet.columns(list(zip(row, widths, sides, strict=True)), TABLE)
        sheet.rule(RULE + 0.2)


def _draw_second(sheet: Sheet, document: PrintedDocument) -> None:
    draw_charts(sheet, (document.second_charts[0], document.second_charts[1]), HALVES)
    for title, lines in document.lists:
        sheet.gap(9)
        _write_heading(sheet, title)
        for line in lines:
            sheet.write(line, TABLE, lead="•  ")
    sheet.gap(9)
    _write_heading(sheet, document.definitions_title)
    for term, text in document.definitions:
        _write_definition(sheet, term, text)
    sheet.gap(7)
    sheet.rule()
    sheet.gap(5)
    for line in document.colophon:
        sheet.write(line, SMALL, grey=MUTED)
    for link in document.links:
        sheet.write(link.sentence, SMALL, grey=MUTED)
        _write_link(sheet, link)


def _write_heading(sheet: Sheet, title: str) -> None:
    sheet.write(title, HEAD, bold=True)
    sheet.gap(1)


def _write_definition(sheet: Sheet, term: str, text: str) -> None:
    top, width = sheet.y, TERM_SHARE * WIDTH
    sheet.write(term, SMALL, width=width - 8)
    end, sheet.y = sheet.y, top
    sheet.write(text, SMALL, left=LEFT + width, width=WIDTH - width)
    sheet.y = min(end, sheet.y)
    sheet.gap(2)


def _write_link(sheet: Sheet, link: PrintedLink) -> None:
    """The address in words, to be typed from paper, and to be clicked on."""
    top = sheet.y
    sheet.write(link.text, SMALL)
    sheet.canvas.linkURL(link.address, (LEFT, sheet.y, LEFT + WIDTH, top), relative=0)


def _draw_footer(sheet: Sheet, document: PrintedDocument, number: int, pages: int) -> None:
    sheet.y = FOOT + FOOTER * 2
    sheet.rule()
    page = _("Page {page} of {pages}").format(page=number, pages=pages)
    width = WIDTH - width_of(page, FOOTER) - BETWEEN
    sheet.put(sheet.lines(document.footer, FOOTER, width)[0], LEFT, FOOT, FOOTER, grey=MUTED)
    sheet.put_right(page, LEFT + WIDTH, FOOT, FOOTER, grey=MUTED)
