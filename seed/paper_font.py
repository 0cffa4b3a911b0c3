"""The typeface of documents for paper: Noto Sans CJK SC, cut to the characters that documents of ours may need.

`python -m seed.paper_font NotoSansCJK-Regular.ttc` writes `shared/interchange/printed/fonts/paper.ttf` anew, from the
file of Debian's package fonts-noto-cjk (SIL Open Font License 1.1, which allows that and goes with the file): all of
GB 2312, Latin letters, and the characters of the names of our regions and of our catalogues. Outlines become those of
TrueType, which is what PDF writers can cut down further to the characters of one document.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont, newTable

from shared.interchange.printed.typeface import FILE
from shared.locale import CATALOGUES

from .reference_rows import FOLDER

FAMILY = "Noto Sans CJK SC"
CURVE_ERROR = 1.5  # of 1000 units an em: less than a printer's dot at these sizes
SIGNS = "•·–—‘’“”…‰±×÷−≤≥≈→↑↓←▲▼∅›※〓□■●○℃"
RANGES = ((0x20, 0x7F), (0xA0, 0x180), (0x3000, 0x3020), (0xFF01, 0xFF5F))
UNUSED = ("GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG")
NO_HINTS = ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements")


def needed_characters() -> set[str]:
    """All that a document may hold."""
    texts = [path.read_text("utf-8") for path in (*FOLDER.glob("*.csv"), *CATALOGUES.glob("*/*.po"))]
    named = {character for text in texts for character in text if "\u4e00" <= character <= "\u9fff"}
    return named | set(SIGNS) | {chr(code) for span in RANGES for code in range(*span)} | set(_gb2312())


def _gb2312() -> Iterable[str]:
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield from bytes([row, cell]).decode("gb2312", "ignore")


def cut(font: TTFont) -> TTFont:
    """Only the needed characters, without what sets text by itself."""
    options = Options(layout_features=[], hinting=False, notdef_outline=True, desubroutinize=True)
    options.drop_tables += UNUSED
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(needed_characters()))
    subsetter.subset(font)
    return font


def to_truetype(font: TTFont) -> TTFont:
    """Quadratic outlines instead of cubic ones."""
    outlines, glyphs = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = font.getGlyphOrder(), glyphs
    del font["CFF "]
    limits = font["maxp"]
    limits.tableVersion, limits.maxZones = 0x00010000, 1
    for name in (*NO_HINTS, "maxSizeOfInstructions", "maxComponentElements"):
        setattr(limits, name, 0)
    font["post"].formatType = 3.0
    font.recalcTimestamp = False  # the same face gives the same file
    font.sfntVersion = "\0\1\0\0"
    return font


if __name__ == "__main__":
    faces = TTCollection(Path(sys.argv[1])).fonts
    face = next(one for one in faces if one["name"].getDebugName(1) == FAMILY)
    to_truetype(cut(face)).save(FILE)
