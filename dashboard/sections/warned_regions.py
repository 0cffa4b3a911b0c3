"""Warnings by region: how many, how many were checked and helped, and what is overdue."""

from __future__ import annotations

from dashboard.parts.download import csv
from dashboard.parts.foremost import foremost, together
from dashboard.parts.numbers import said
from dashboard.parts.section import foot, head
from dashboard.parts.small import may_rank
from dashboard.parts.table import Column, Row, table
from dashboard.parts.template import draw
from dashboard.places import Place
from dashboard.visit import Figures, Visit
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.locale import _

KEYS = (
    "persons_warned",
    "warnings_issued",
    "verification_rate",
    "assisted_after_warning",
    "warning_to_assistance",
    "overdue_warnings",
)
RATE = "warning_to_assistance"
BARS = {"persons_warned", RATE}


def warned_regions(visit: Visit) -> None:
    """A table with bars, most warned first."""
    compared = [place for place in visit.around.compared if place != visit.here]
    figures = visit.read(*KEYS, places=[visit.here, *compared])

    def row(place: Place, link: str = "", *, whole: bool = False) -> Row:
        return Row(place.name, [figures.one(key, place.code, visit.period) for key in KEYS], link, whole=whole)

    head(
        _finding(visit, figures, compared),
        _("Warnings that led to assistance within 90 days, by region"),
        visit.where_and_when,
    )
    compared.sort(key=lambda place: -figures.number(KEYS[0], place.code, visit.period))
    rows = [row(visit.here, whole=True), *(row(p, visit.address.to(region=p.code)) for p in compared)]
    columns = [Column(str(indicator(key).name), indicator(key).unit, bar=key in BARS) for key in KEYS]
    draw("plain", content=table(_("Warnings by region"), _("Region"), columns, rows))
    level, parent = visit.around.compared[0].level, visit.around.parent
    foot(KEYS, visit.as_of, visit.files(*(csv(key, parent, visit.period, level=level) for key in KEYS)))


def _finding(visit: Visit, figures: Figures, compared: list[Place]) -> str:
    """Where the share is lowest and where it is highest, among regions with enough persons to say so."""

    def rate(place: Place) -> IndicatorValue:
        return figures.one(RATE, place.code, visit.period)

    known = [place for place in compared if may_rank(rate(place))]
    worst, best = (foremost(known, lambda place: rate(place).value, choose) for choose in (min, max))
    if worst == best:  # all equal, one, or none
        return _("{place}: {value}").format(place=visit.here.name, value=said(rate(visit.here)))
    return _("From {worst} in {worst_place} to {best} in {best_place}").format(
        worst=said(rate(worst[0])),
        worst_place=together([place.name for place in worst]),
        best=said(rate(best[0])),
        best_place=together([place.name for place in best]),
    )
