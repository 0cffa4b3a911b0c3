"""Warnings by region: how many, how many were checked and helped, and what is overdue."""

from __future__ import annotations

from decimal import Decimal

from dashboard.parts.download import csv
from dashboard.parts.numbers import said
from dashboard.parts.section import foot, head
from dashboard.parts.table import Column, Row, table
from dashboard.parts.template import draw
from dashboard.places import Place
from dashboard.visit import Visit
from shared.indicators.catalogue import indicator
from shared.locale import _

KEYS = ("persons_warned", "verification_rate", "assisted_after_warning", "warning_to_assistance", "overdue_warnings")
ENOUGH = 30  # persons a share must rest on before regions are ranked by it
BARS = {"persons_warned", "warning_to_assistance"}


def warned_regions(visit: Visit) -> None:
    """A table with bars, most warned first."""
    compared = [place for place in visit.around.compared if place != visit.here]
    figures = visit.read(*KEYS, places=[visit.here, *compared])

    def rate(place: Place) -> Decimal:
        return figures.number("warning_to_assistance", place.code, visit.period)

    def row(place: Place, link: str = "", *, whole: bool = False) -> Row:
        return Row(place.name, [figures.one(key, place.code, visit.period) for key in KEYS], link, whole=whole)

    title = str(indicator("warning_to_assistance").name)
    known = [
        p for p in compared if (figures.one("warning_to_assistance", p.code, visit.period).denominator or 0) >= ENOUGH
    ]
    if known:
        best, worst = max(known, key=rate), min(known, key=rate)
        best_rate, worst_rate = (
            said(figures.one("warning_to_assistance", p.code, visit.period)) for p in (best, worst)
        )
        title = _("From {worst} in {worst_place} to {best} in {best_place}").format(
            worst=worst_rate, worst_place=worst.name, best=best_rate, best_place=best.name
        )
    head(title, _("Warnings that led to assistance within 90 days, by region"), visit.where_and_when)
    compared.sort(key=lambda place: -figures.number(KEYS[0], place.code, visit.period))
    rows = [row(visit.here, whole=True), *(row(p, visit.address.to(region=p.code)) for p in compared)]
    columns = [Column(str(indicator(key).name), indicator(key).unit, bar=key in BARS) for key in KEYS]
    draw("plain", content=table(_("Warnings by region"), _("Region"), columns, rows))
    level, parent = visit.around.compared[0].level, visit.around.parent
    foot(KEYS, visit.as_of, visit.files(*(csv(key, parent, visit.period, level=level) for key in KEYS)))
