"""Quota and deliveries by region: bullet bars, and the checks beside them."""

from __future__ import annotations

from decimal import Decimal

from dashboard.parts.bars import OUTLINE, PLAIN, THIN, Bar, Slice, bars
from dashboard.parts.download import csv
from dashboard.parts.foremost import foremost, together
from dashboard.parts.numbers import grouped, said
from dashboard.parts.section import foot, head
from dashboard.parts.table import Column, Row, table
from dashboard.parts.template import draw
from dashboard.places import Place
from dashboard.programmes import Chosen
from dashboard.visit import Figures, Visit
from shared.indicators.catalogue import indicator
from shared.locale import _

KEYS = ("quota", "deliveries", "delivery_rate", "undelivered_overdue", "delivered_to_eligible")
TWICE = "duplicate_delivery_rate"


def quotas(visit: Visit, of: Chosen) -> None:
    """How much of each region's quota was delivered; below the county there are deliveries only."""
    keys = KEYS if of.plans[0].to_persons else (*KEYS, TWICE)
    places = [place for place in visit.around.compared if place != visit.here]
    figures = visit.read(*keys, places=[visit.here, *places], split=of.split, parts=[of.value])

    def number(key: str, place: Place) -> Decimal:
        return figures.number(key, place.code, visit.period, of.value)

    places.sort(key=lambda place: (-number("quota", place), -number("deliveries", place)))
    drawn = _("Delivered / quota, and share of the quota with a receipt")
    head(_finding(visit, of, figures, places), drawn, visit.where_and_when)
    lines = [
        _bullet(visit, of, figures, place) for place in places if number("quota", place) or number("deliveries", place)
    ]
    if lines:
        key = [(OUTLINE, _("Quota")), (PLAIN, _("Delivered"))] if any(number("quota", p) for p in places) else []
        draw("plain", content=bars({"": lines}, key=key))
    rows = [
        Row(p.name, [of.one(figures, k, p.code, visit.period) for k in keys], visit.address.to(region=p.code))
        for p in places
    ]
    columns = [Column(str(indicator(key).name), indicator(key).unit) for key in keys]
    level, parent = visit.around.compared[0].level, visit.around.parent
    files = (csv(key, parent, visit.period, level=level, split=of.part) for key in keys)
    foot(keys, visit.as_of, visit.files(*files), table(_("Delivered of quota by region"), _("Region"), columns, rows))


def _bullet(visit: Visit, of: Chosen, figures: Figures, place: Place) -> Bar:
    quota, delivered = (figures.number(key, place.code, visit.period, of.value) for key in ("quota", "deliveries"))
    rate = of.one(figures, "delivery_rate", place.code, visit.period)
    pieces = [Slice(quota, style=OUTLINE), Slice(delivered, style=THIN, after=False)]
    value = f"{grouped(delivered)} / {grouped(quota)}" if quota else grouped(delivered)
    return Bar(place.name, pieces, value, under=said(rate) if rate.value is not None else "")


def _finding(visit: Visit, of: Chosen, figures: Figures, places: list[Place]) -> str:
    rates = {p: of.one(figures, "delivery_rate", p.code, visit.period) for p in places}
    known = {place: figure for place, figure in rates.items() if figure.value is not None}
    if not known:
        return _most(visit, of, figures, places)
    last = foremost(known, lambda place: known[place].value, min)
    words = {"place": together([place.name for place in last]), "rate": said(known[last[0]])}
    if len(last) == len(known) > 1:
        return _("All regions: {rate} delivered and receipted").format(**words)
    return _("{place}: furthest behind with {rate} delivered and receipted").format(**words)


def _most(visit: Visit, of: Chosen, figures: Figures, places: list[Place]) -> str:
    """Below the county, where there are no quotas to be behind."""

    def delivered(place: Place) -> Decimal:
        return figures.number("deliveries", place.code, visit.period, of.value)

    first = foremost(places, delivered)
    if not first or not delivered(first[0]):
        return _("Nothing was delivered here")
    n = said(of.one(figures, "deliveries", first[0].code, visit.period))
    return _("{place}: most deliveries, {n}").format(place=together([place.name for place in first]), n=n)
