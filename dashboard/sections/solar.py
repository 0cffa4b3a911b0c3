"""Rooftop solar: households connected, capacity, generation and income, by region."""

from __future__ import annotations

from decimal import Decimal

from dashboard.parts.chart import show
from dashboard.parts.download import csv
from dashboard.parts.numbers import said
from dashboard.parts.progress import growth
from dashboard.parts.section import foot, head
from dashboard.parts.table import Column, Row, table
from dashboard.parts.template import draw
from dashboard.programmes import Chosen
from dashboard.visit import Visit
from shared.indicators.catalogue import indicator
from shared.locale import _

KEYS = ("solar_connected", "solar_capacity", "solar_energy", "solar_income_total", "solar_income")


def solar(visit: Visit, of: Chosen) -> None:
    """Households connected by month, and a table by region."""
    months, here = of.months(visit.as_of.months), visit.here.code
    course = visit.read(KEYS[0], periods=months)
    places = [place for place in visit.around.compared if place != visit.here]
    figures = visit.read(*KEYS, places=[visit.here, *places])
    now = {key: said(figures.one(key, here, visit.period)) for key in KEYS}
    sentence = _("{connected} connected with {capacity}; they generated {energy} and earned {income}")
    title = sentence.format(connected=now[KEYS[0]], capacity=now[KEYS[1]], energy=now[KEYS[2]], income=now[KEYS[3]])
    name = _("{figure}, by month").format(figure=indicator(KEYS[0]).name)
    head(title, name, str(indicator(KEYS[0]).unit.label), visit.where_and_when)
    values = [float(course.number(KEYS[0], here, month)) for month in months]
    if any(values):
        show(growth(months, values, str(indicator(KEYS[0]).name), visit.colours), "solar", name)

    def connected(name: str) -> Decimal:
        return figures.number(KEYS[0], name, visit.period)

    places.sort(key=lambda place: -connected(place.code))
    whole = Row(visit.here.name, [figures.one(key, here, visit.period) for key in KEYS], whole=True)
    rows = [
        Row(p.name, [figures.one(key, p.code, visit.period) for key in KEYS], visit.address.to(region=p.code))
        for p in places
    ]
    columns = [Column(str(indicator(key).name), indicator(key).unit, bar=key == KEYS[0]) for key in KEYS]
    draw("plain", content=table(_("Rooftop solar by region"), _("Region"), columns, [whole, *rows]))
    level, parent = visit.around.compared[0].level, visit.around.parent
    rows = [Row(m.key, [course.one(KEYS[0], here, m)]) for m in reversed(months)]
    by_month = table(name, _("Month"), [Column(str(indicator(KEYS[0]).name), indicator(KEYS[0]).unit)], rows)
    files = visit.files(
        csv(KEYS[0], visit.here, *months, name=name),
        *(csv(key, parent, visit.period, level=level) for key in KEYS),
    )
    foot(KEYS, visit.as_of, files, by_month)
