"""Quota and deliveries by region: bullet bars, and the checks beside them."""

from __future__ import annotations

from decimal import Decimal

from dashboard.parts.bars import OUTLINE, PLAIN, THIN, Bar, Slice, bars
from dashboard.parts.download import csv
from dashboard.parts.foremost import apiece, foremost, together
from dashboard.parts.numbers import grouped, said
from dashboard.parts.section import foot, head
from dashboard.parts.small import FEW, may_rank
from dashboard.parts.table import Column, Row, table
from dashboard.parts.template import draw
from dashboard.places import Place
from dashboard.programmes import Chosen
from dashboard.visit import Figures, Visit
from shared.indicators.catalogue import indicator
from shared.locale import _

KEYS = ("quota", "deliveries", "delivery_rate", "receipt_rate", "undelivered_overdue", "delivered_to_eligible")
TWICE = "duplicate_delivery_rate"


def quotas(visit: Visit, of: Chosen) -> None:
    """How much of each region's quota was delivered; below the county there are deliveries only."""
    keys = KEYS if of.plans[0].to_persons else (*KEYS, TWICE)
    places = [place for place in visit.around.compared if place != visit.here]
    figures = visit.read(*keys, places=[visit.here, *places], split=of.split, parts=[of.value])

    def number(key: str, place: Place) -> Decimal:
        return figures.number(key, place.code, visit.period, of.value)

    places.sort(key=lambda place: (-number("quota", place), -number("deliveries", place)))
    drawn = _("Delivered / quota, and share of the quota delivered")
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
    """Where the deliveries stand: who is behind while a run is open, after its deadline who missed it."""
    rates = {place: of.one(figures, "delivery_rate", place.code, visit.period) for place in places}
    if all(figure.value is None for figure in rates.values()):
        return _most(visit, of, figures, places)
    known = {place: figure for place, figure in rates.items() if may_rank(figure)}
    if all(figure.numerator == figure.denominator for figure in rates.values() if figure.value is not None):
        return _("The quota is delivered everywhere")
    if not any(plan.starts_on <= visit.period.end <= plan.deadline_on for plan in of.shown):
        return _missed(visit, of, figures, places)
    last = foremost(known, lambda place: known[place].value, min)
    if not last or len(last) == len(known):
        whole = of.one(figures, "delivery_rate", visit.here.code, visit.period)
        return _("{place}: {rate} of the quota delivered").format(place=visit.here.name, rate=said(whole))
    words = {"place": together([place.name for place in last]), "rate": apiece(said(known[last[0]]), last)}
    return _("{place}: furthest behind with {rate} of the quota delivered").format(**words)


def _missed(visit: Visit, of: Chosen, figures: Figures, places: list[Place]) -> str:
    """After the deadline nobody is behind any more: what is left was missed."""

    def left(place: Place) -> Decimal:
        return figures.number("undelivered_overdue", place.code, visit.period, of.value)

    total = said(of.one(figures, "undelivered_overdue", visit.here.code, visit.period))
    most = foremost(places, left)
    if not most or left(most[0]) < FEW or len(most) == len(places):
        return _("{total} undelivered past the deadline").format(total=total)
    n = apiece(said(of.one(figures, "undelivered_overdue", most[0].code, visit.period)), most)
    sentence = _("{total} undelivered past the deadline, most in {place}: {n}")
    return sentence.format(total=total, place=together([place.name for place in most]), n=n)


def _most(visit: Visit, of: Chosen, figures: Figures, places: list[Place]) -> str:
    """Below the county, where there are no quotas to be behind."""

    def delivered(place: Place) -> Decimal:
        return figures.number("deliveries", place.code, visit.period, of.value)

    first = foremost(places, delivered)
    if not first or not delivered(first[0]):
        return _("Nothing was delivered here")
    n = apiece(said(of.one(figures, "deliveries", first[0].code, visit.period)), first)
    return _("{place}: most deliveries, {n}").format(place=together([place.name for place in first]), n=n)
