"""Dibao standards against consumption: inside the band the province asks for, or outside."""

from __future__ import annotations

from decimal import Decimal

from dashboard.parts.download import csv
from dashboard.parts.numbers import grouped, said
from dashboard.parts.section import foot, head
from dashboard.parts.table import Column, Row, table
from dashboard.parts.template import draw
from dashboard.places import Place
from dashboard.visit import Visit
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.locale import _
from shared.models import Level

KEY = "standard_to_consumption"


def standards(visit: Visit) -> None:
    """A table of the regions that set a standard and whose consumption is known: the city, what lies above or below."""
    places = [
        p for p in dict.fromkeys([*visit.around.trail, *visit.around.below]) if p.level in {Level.PROVINCE, Level.CITY}
    ]
    if not places:
        return
    figures = visit.read(KEY, places=places)
    every = [(place, figures.one(KEY, place.code, visit.period)) for place in places]
    lines = [(place, figure) for place, figure in every if figure.value is not None]
    if not lines:
        return  # no standard can be compared: what was never loaded is nobody's fault
    head(_finding(lines), str(indicator(KEY).name), _("band 30–40%"), visit.where_and_when)
    lines.sort(key=lambda line: line[1].value or Decimal(-1), reverse=True)
    rows = [
        Row(p.name, [_yuan(f.numerator), _yuan(f.denominator), f, _judged(f)], here=p == visit.here) for p, f in lines
    ]
    names = (_("Dibao standard, yuan a year"), _("Consumption last year, yuan"))
    columns = [*(Column(name) for name in names), Column(str(indicator(KEY).name), indicator(KEY).unit)]
    columns.append(Column(_("Against the band")))
    draw("plain", content=table(str(indicator(KEY).name), _("Region"), columns, rows))
    if len(lines) < len(every):
        sentence = _("Of {n} more regions the standard or the consumption is not loaded into this system.")
        draw("words", words=sentence.format(n=len(every) - len(lines)))
    foot([KEY], visit.as_of, visit.files(csv(KEY, places[0], visit.period, level=Level.CITY)))


def _yuan(fen: int | None) -> str:
    return grouped(Decimal(fen or 0) / 100)


def _judged(figure: IndicatorValue) -> str:
    if figure.value is None or figure.indicator.band is None:
        return ""
    low, high = figure.indicator.band
    return _("below") if figure.value < low else _("above") if figure.value > high else _("inside")


def _finding(lines: list[tuple[Place, IndicatorValue]]) -> str:
    outside = [(place, figure) for place, figure in lines if figure.is_outside_band]
    if not outside:
        return _("All {n} known standards lie inside the band").format(n=len(lines))
    names = _(", ").join(f"{place.name} {said(figure)}" for place, figure in outside)
    return _("{n} of {known} known standards lie outside the band: {names}").format(
        n=len(outside), known=len(lines), names=names
    )
