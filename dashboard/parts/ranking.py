"""Regions beside each other: a map where there are shapes, and always the ranked table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import streamlit as st
from markupsafe import Markup

from dashboard.address import Address
from dashboard.places import Place
from shared.indicators.figure import Figure
from shared.locale import _

from .colours import Palette
from .foremost import foremost, together
from .map import can_draw, choropleth, clickable
from .numbers import difference, said
from .table import Column, Row, table
from .template import draw, flush

Line = tuple[Place, Figure, Figure | None]  # a region, its figure, and the one it is compared with


@dataclass(frozen=True)
class Ranking:
    """One figure of several regions, the whole they belong to first among equals."""

    whole: Line
    lines: Sequence[Line]
    is_compared: bool

    @property
    def ranked(self) -> list[Line]:
        """Highest first; regions without a number last."""
        return sorted(self.lines, key=lambda line: (line[1].value is None, -(line[1].value or Decimal(0))))

    def title(self) -> str:
        """The finding: which region is highest, beside the whole."""
        known = [line for line in self.ranked if line[1].value is not None]
        first = foremost(known, lambda line: line[1].value)
        words = {"whole": self.whole[0].name, "total": said(self.whole[1])}
        if not known or len(self.lines) == 1:
            return _("{place}: {value}").format(place=words["whole"], value=words["total"])
        if len(first) == len(self.lines):
            return _("The same everywhere: {value}; {whole} has {total}").format(value=said(first[0][1]), **words)
        place = together([line[0].name for line in first])
        return _("{place}: highest with {value}; {whole} has {total}").format(
            place=place, value=said(first[0][1]), **words
        )


def ranking(shown: Ranking, address: Address, colours: Palette) -> None:
    """Draw map and table side by side, or the table alone."""
    places = [place for place, _figure, _before in shown.lines]
    if not can_draw(places) or all(figure.value is None for _place, figure, _before in shown.lines):
        draw("plain", content=ranked_table(shown, address))
        return
    flush()
    left, right = st.columns([11, 9], gap="large")
    with left:
        pairs = [(place, figure) for place, figure, _before in shown.lines]
        clickable(choropleth(pairs, colours), shown.whole[0].code, pairs)
    with right:
        draw("plain", content=ranked_table(shown, address))
        flush()


def ranked_table(shown: Ranking, address: Address) -> Markup:
    """The whole, then its regions by rank, each a link down."""
    whole, own = shown.whole, shown.whole[1].indicator
    columns = [Column(str(own.name), own.unit, bar=True)]
    if shown.is_compared:
        columns.append(Column(_("On the year")))
    others = [line for line in shown.ranked if line[0] != whole[0]]
    rows = [_row(whole, shown, "", whole=True)]
    rows += [_row(line, shown, address.to(region=line[0].code)) for line in others]
    return table(_("{figure} by region").format(figure=own.name), _("Region"), columns, rows)


def _row(line: Line, shown: Ranking, link: str, *, whole: bool = False) -> Row:
    place, figure, before = line
    cells: list[Figure | str | None] = [figure]
    if shown.is_compared:
        cells.append(difference(figure, before) if before else "")
    return Row(place.name, cells, link, whole=whole)
