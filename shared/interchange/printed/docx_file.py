"""A document as DOCX, to be edited before a meeting: the same words, numbers and charts, laid out for two A4 pages."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from shared.clock import now
from shared.locale import HTML_LANGUAGES, _

from .document import PrintedDocument
from .docx_charts import add_charts
from .docx_parts import add_field, add_link, add_table, write
from .typeface import printable

MARGIN, WIDTH = 16.0, 210.0 - 2 * 16.0  # mm
LATIN, CHINESE = "Arial", "宋体"
BODY, FACTS, TABLE, SMALL = 9.5, 8.0, 7.5, 6.5  # sizes of text
HEADINGS = {"Heading 1": 15.0, "Heading 2": 9.5}
TERM_WIDTH = 38.0  # mm, for the names beside their definitions


def write_docx(document: PrintedDocument) -> bytes:
    """The file; a page break stands between the two pages."""
    made: Any = Document()
    _set_up(made, document)
    _add_first(made, document)
    made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    _add_second(made, document)
    _add_footer(made, document)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _set_up(made: Any, document: PrintedDocument) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    section.footer_distance = Mm(8)
    about = made.core_properties
    about.title, about.author = printable(document.title), printable(document.author)
    about.language, about.comments = HTML_LANGUAGES[document.language], ""
    about.created = about.modified = now().replace(tzinfo=None)
    for name in ("Normal", "List Bullet", *HEADINGS):
        style = made.styles[name]
        style.font.name, style.font.size = LATIN, Pt(HEADINGS.get(name, BODY))
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), CHINESE)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme"):
            style.element.rPr.rFonts.attrib.pop(qn(theme), None)
        style.paragraph_format.space_after = Pt(1)
        style.paragraph_format.space_before = Pt(5 if name == "Heading 2" else 0)
        style.paragraph_format.line_spacing = 1.0


def _add_first(made: Any, document: PrintedDocument) -> None:
    write(made.add_paragraph(style="Heading 1"), document.title)
    for fact in document.facts:
        write(made.add_paragraph(), fact, FACTS)
    if document.notice:
        write(made.add_paragraph(), document.notice, FACTS, bold=True)
    for sentence in document.sentences:
        write(made.add_paragraph(style="List Bullet"), sentence)
    table = document.table
    write(made.add_paragraph(style="Heading 2"), table.title)
    shares = [share * WIDTH / sum(table.widths) for share in table.widths]
    add_table(made, table.heads, table.rows, shares, table.text_columns, TABLE)
    add_charts(made, document.first_charts, WIDTH)


def _add_second(made: Any, document: PrintedDocument) -> None:
    add_charts(made, document.second_charts, WIDTH)
    for title, lines in document.lists:
        write(made.add_paragraph(style="Heading 2"), title)
        for line in lines:
            write(made.add_paragraph(style="List Bullet"), line, TABLE)
    write(made.add_paragraph(style="Heading 2"), document.definitions_title)
    add_table(made, (), document.definitions, (TERM_WIDTH, WIDTH - TERM_WIDTH), 2, SMALL)
    for line in document.colophon:
        write(made.add_paragraph(), line, SMALL)
    for link in document.links:
        write(made.add_paragraph(), link.sentence, SMALL)
        add_link(made.add_paragraph(), link, SMALL)


def _add_footer(made: Any, document: PrintedDocument) -> None:
    """The footer, with the page and the number of pages as fields that the word processor counts."""
    paragraph = made.sections[0].footer.paragraphs[0]
    paragraph.style = made.styles["Normal"]
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    write(paragraph, f"{document.footer}\t", SMALL)
    before, rest = _("Page {page} of {pages}").split("{page}")
    between, after = rest.split("{pages}")
    write(paragraph, before, SMALL)
    add_field(paragraph, "PAGE", "1", SMALL)
    write(paragraph, between, SMALL)
    add_field(paragraph, "NUMPAGES", "2", SMALL)
    write(paragraph, after, SMALL)
