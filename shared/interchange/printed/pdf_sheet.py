"""One sheet of a PDF: text and lines from the top down, all sizes times one scale."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from .line_breaks import break_lines, longest_word
from .typeface import NAME, to_glyphs, width_of

LEFT, TOP, BOTTOM, FOOT = 46.0, A4[1] - 44.0, 48.0, 28.0  # points from the left and lower edge
WIDTH = A4[0] - 2 * LEFT
INK, MUTED, RULE, BAND = 0.1, 0.33, 0.6, 0.9  # grey, 0 is black: text reads at 7 : 1 and more, lines at 3 : 1
LEADING, BOLD_STROKE = 1.4, 0.035  # of the size


class Sheet:
    """A sheet with the place where the next line begins.

    It does not fit when `y` is below `BOTTOM`, nor when a word or a number of a table was cut.
    """

    def __init__(self, canvas: Canvas, scale: float = 1.0) -> None:
        """Begin at the top of the current page of a canvas."""
        self.canvas, self.scale, self.y = canvas, scale, TOP
        self.cuts_words = False

    @classmethod
    def trial(cls, scale: float) -> Sheet:
        """A sheet that nobody sees, to find out whether all fits."""
        return cls(Canvas(BytesIO(), pagesize=A4, initialFontName=NAME), scale)

    def gap(self, points: float) -> None:
        """Leave room."""
        self.y -= points * self.scale

    def rule(self, grey: float = RULE) -> None:
        """A line over the width."""
        self.canvas.setStrokeGray(grey)
        self.canvas.setLineWidth(0.5)
        self.canvas.line(LEFT, self.y, LEFT + WIDTH, self.y)

    def write(
        self,
        text: str,
        size: float,
        *,
        left: float = LEFT,
        width: float = WIDTH,
        grey: float = INK,
        bold: bool = False,
        lead: str = "",
    ) -> None:
        """A paragraph; `lead` hangs before its first line, as a bullet or a number."""
        indent = width_of(lead, size * self.scale) if lead else 0.0
        if lead:
            self.put(lead, left, self.y - size * self.scale, size, grey=grey)
        for line in self.lines(text, size, width - indent):
            self.put(line, left + indent, self.y - size * self.scale, size, grey=grey, bold=bold)
            self.y -= size * LEADING * self.scale

    def lines(self, text: str, size: float, width: float) -> list[str]:
        """The lines that a text takes."""
        return break_lines(to_glyphs(text), width, lambda piece: width_of(piece, size * self.scale))

    def _is_cut(self, text: str, size: float, width: float) -> bool:
        return longest_word(to_glyphs(text), lambda piece: width_of(piece, size * self.scale)) > width

    def put(self, text: str, x: float, baseline: float, size: float, *, grey: float = INK, bold: bool = False) -> None:
        """One line of text at a place."""
        written = self.canvas.beginText(x, baseline)
        written.setFont(NAME, size * self.scale)
        written.setFillGray(grey)
        written.setTextRenderMode(2 if bold else 0)
        if bold:
            self.canvas.setStrokeGray(grey)
            self.canvas.setLineWidth(size * self.scale * BOLD_STROKE)
        written.textOut(to_glyphs(text))
        written.setTextRenderMode(0)
        self.canvas.drawText(written)

    def put_right(self, text: str, right: float, baseline: float, size: float, **look: float) -> None:
        """One line of text that ends at a place."""
        glyphs = to_glyphs(text)
        self.put(glyphs, right - width_of(glyphs, size * self.scale), baseline, size, **look)  # type: ignore[arg-type]

    def columns(self, cells: Sequence[tuple[str, float, bool]], size: float, *, bold: bool = False) -> None:
        """A row of cells (text, width, at the right edge); each is broken into the lines it takes."""
        broken = [(self.lines(text, size, width - 6), width, is_right) for text, width, is_right in cells]
        self.cuts_words |= any(self._is_cut(text, size, width - 6) for text, width, _is_right in cells)
        x = LEFT
        for lines, width, is_right in broken:
            for number, line in enumerate(lines):
                baseline = self.y - (1.1 + number * 1.3) * size * self.scale
                if is_right:
                    self.put_right(line, x + width - 3, baseline, size, bold=bold)
                else:
                    self.put(line, x + 1, baseline, size, bold=bold)
            x += width
        self.y -= (0.45 + 1.3 * max(len(lines) for lines, _width, _right in broken)) * size * self.scale
