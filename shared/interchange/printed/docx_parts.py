"""Parts of a DOCX: runs of text, tables, fields and links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from .document import PrintedLink
from .typeface import printable


def element(tag: str, **attributes: str) -> Any:
    """An element of WordprocessingML: `element("w:shd", fill="FFFFFF")`."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def write(paragraph: Any, text: str, size: float = 0, *, bold: bool = False) -> Any:
    """A run of text at the end of a paragraph; what people typed is text and nothing else."""
    run = paragraph.add_run(printable(text) if text != "\t" else text)
    if text.endswith("\t"):
        run.add_tab()
    if size:
        run.font.size = Pt(size)
    run.font.bold = bold or None
    return run


def add_field(paragraph: Any, code: str, shown: str, size: float) -> None:
    """A number that the word processor counts; `shown` until it has."""
    for kind in ("begin", "", "separate", shown, "end"):
        run = write(paragraph, "", size)
        if not kind:
            instruction = element("w:instrText")
            instruction.text = code
            run._r.append(instruction)  # noqa: SLF001 - python-docx has no fields
        elif kind == shown:
            run.text = shown
        else:
            run._r.append(element("w:fldChar", fldCharType=kind))  # noqa: SLF001


def add_link(paragraph: Any, link: PrintedLink, size: float) -> None:
    """An address in words that leads there."""
    relation = paragraph.part.relate_to(link.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    made = OxmlElement("w:hyperlink")
    made.set(qn("r:id"), relation)
    made.append(write(paragraph, link.text, size)._r)  # noqa: SLF001
    paragraph._p.append(made)  # noqa: SLF001


def add_table(
    place: Any,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    text_columns: int,
    size: float,
) -> None:
    """A table with lines between its rows; `widths` in mm; `heads`, if any, come again on a further page."""
    table = place.add_table(rows=0, cols=len(widths))
    _set_borders(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for number, cells in enumerate([heads, *rows] if heads else rows):
        row = table.add_row()
        is_head = bool(heads) and number == 0
        if is_head:
            row._tr.get_or_add_trPr().append(element("w:tblHeader"))  # noqa: SLF001
        for column, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = Mm(widths[column])
            paragraph = cell.paragraphs[0]
            write(paragraph, text, size, bold=is_head)
            if column >= text_columns:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _set_borders(table: Any) -> None:
    borders = element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(f"w:{side}", val="single", sz="4", color="808080"))
    table._tbl.tblPr.append(borders)  # noqa: SLF001
    table.autofit = False
