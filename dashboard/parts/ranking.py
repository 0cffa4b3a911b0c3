"""Regions beside each other: a map where there are shapes, and always the ranked table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import streamlit as st
from markupsafe import Markup

from dashboard.address import Address
from dashboard.places import Place
from shared.indicators.indicator_value import IndicatorValue
from shared.locale import _

from .colours import Palette
from .foremost import apiece, foremost, together
from .map import can_draw, clickable, coloured
from .map_classes import Shade, classes, map_legend
from .numbers import difference, said
from .small import FEW, may_rank
from .table import Column, Row, table
from .template import draw, flush

Line = tuple[Place, IndicatorValue, IndicatorValue | None]  # a region, its figure, and the one it is compared with


@dataclass(frozen=True)
class Ranking:
    """One figure of several regions, the whole they belong to first among equals; `here` is the one looked at."""

    whole: Line
    lines: Sequence[Line]
    is_compared: bool
    here: Place | None = None

    @property
    def _is_better_high(self) -> bool:
        return self.whole[1].indicator.better > 0

    @property
    def ranked(self) -> list[Line]:
        """Those that need attention first: the lowest where more is better, else the highest; the unranked last."""
        sign = 1 if self._is_better_high else -1

        def place(line: Line) -> tuple[bool, bool, Decimal]:
            figure = line[1]
            return figure.value is None, not may_rank(figure), sign * (figure.value or Decimal(0))

        return sorted(self.lines, key=place)

    def title(self) -> str:
        """The finding: which region needs attention, beside the whole."""
        known = [line for line in self.ranked if may_rank(line[1])]
        words = {"whole": self.whole[0].name, "total": said(self.whole[1])}
        first = foremost(known, lambda line: line[1].value, min if self._is_better_high else max)
        if len(known) < 2 or not _stands_out(first[0][1]):
            return _("{place}: {value}").format(place=words["whole"], value=words["total"])
        if len(first) == len(self.lines):
            return _("The same everywhere: {value}; {whole} has {total}").format(value=said(first[0][1]), **words)
        sentence = _("{place}: highest with {value}; {whole} has {total}")
        if self._is_better_high:
            sentence = _("{place}: lowest with {value}; {whole} has {total}")
        place = together([line[0].name for line in first])
        return sentence.format(place=place, value=apiece(said(first[0][1]), first), **words)


def _stands_out(figure: IndicatorValue) -> bool:
    """Whether a number is large enough to be a headline: a count of one or two is chance."""
    return figure.indicator.is_ratio or (figure.value or 0) >= FEW


def ranking(shown: Ranking, shades: Sequence[Shade], address: Address, colours: Palette) -> None:
    """Draw map and table side by side, or the table alone. `shades` are the shares that colour the map."""
    places = [place for place, _figure, _before in shown.lines]
    parts = [shade for shade in shades if shade.place in places]
    bands = classes([shade.value for shade in parts if shade.is_ranked])
    if not can_draw(places) or not bands:
        draw("plain", content=ranked_table(shown, shades, address))
        return
    flush()
    left, right = st.columns([11, 9], gap="large")
    with left:
        clickable(coloured(parts, bands, colours), shown.whole[0].code, parts)
        draw("plain", content=map_legend(parts, bands, colours))
        flush()
    with right:
        draw("plain", content=ranked_table(shown, shades, address))
        flush()


def ranked_table(shown: Ranking, shades: Sequence[Shade], address: Address) -> Markup:
    """The whole, then its regions by rank, each a link down; beside a count the share that colours the map."""
    whole, own = shown.whole, shown.whole[1].indicator
    per = {shade.place: shade for shade in shades} if shades and not own.unit.is_rate else {}
    columns = [Column(str(own.name), own.unit, bar=True)]
    if per:
        columns.append(Column(shades[0].name))
    if shown.is_compared:
        columns.append(Column(_("On the year")))
    others = [line for line in shown.ranked if line[0] != whole[0]]

    def row(line: Line) -> Row:
        place, figure, before = line
        cells: list[IndicatorValue | str | None] = [figure]
        if per:
            cells.append(per[place].text if place in per else "")
        if shown.is_compared:
            cells.append(difference(figure, before, whole=True) if before else "")
        is_whole = place == whole[0]
        link = "" if is_whole or place == shown.here else address.to(region=place.code)
        return Row(place.name, cells, link, whole=is_whole, here=place == shown.here)

    rows = [row(line) for line in (whole, *others)]
    return table(_("{figure} by region").format(figure=own.name), _("Region"), columns, rows)
