"""Charity to persons: how many were aided, with how much, and how much that is a person."""

from __future__ import annotations

from decimal import Decimal

from dashboard.parts.chart import show
from dashboard.parts.download import csv
from dashboard.parts.marks import BLANKS
from dashboard.parts.numbers import exact, said
from dashboard.parts.progress import columns as column_chart
from dashboard.parts.section import foot, head
from dashboard.parts.table import Column, Row, table
from dashboard.parts.template import draw
from dashboard.places import Place
from dashboard.programmes import Chosen
from dashboard.visit import Figures, Visit
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.units import Unit
from shared.locale import _

PERSONS, AMOUNT = "medical_charity", "medical_charity_amount"


def persons_aided(visit: Visit, of: Chosen) -> None:
    """Persons by month, then persons, amount and amount a person by region."""
    months, here = of.months(visit.as_of.months), visit.here.code
    course = visit.read(PERSONS, periods=months, split=of.split, parts=[of.value])
    places = [place for place in visit.around.compared if place != visit.here]
    figures = visit.read(PERSONS, AMOUNT, places=[visit.here, *places], split=of.split, parts=[of.value])
    name = _("{figure}, by month").format(figure=indicator(PERSONS).name)
    head(_finding(visit, of, figures), name, str(Unit.PERSONS.label), visit.where_and_when)
    values = [float(course.number(PERSONS, here, month, of.value)) for month in months]
    if any(values):
        show(column_chart(months, values, str(indicator(PERSONS).name), visit.colours), "persons", name)
    places.sort(key=lambda place: -figures.number(PERSONS, place.code, visit.period, of.value))
    rows = [_row(visit, of, figures, visit.here, whole=True), *(_row(visit, of, figures, p) for p in places)]
    columns = [
        Column(str(indicator(PERSONS).name), Unit.PERSONS, bar=True),
        Column(str(indicator(AMOUNT).name), Unit.YUAN),
        Column(_("A person"), Unit.YUAN_PER_PERSON),
    ]
    draw("plain", content=table(_("Persons aided by region"), _("Region"), columns, rows))
    level, parent = visit.around.compared[0].level, visit.around.parent
    rows = [Row(m.key, [course.part(PERSONS, here, m, of.value)]) for m in reversed(months)]
    by_month = table(name, _("Month"), [Column(str(indicator(PERSONS).name), Unit.PERSONS)], rows)
    files = visit.files(
        csv(PERSONS, visit.here, *months, split=of.part, name=name),
        *(csv(key, parent, visit.period, level=level, split=of.part) for key in (PERSONS, AMOUNT)),
    )
    foot([PERSONS, AMOUNT], visit.as_of, files, by_month)


def _row(visit: Visit, of: Chosen, figures: Figures, place: Place, *, whole: bool = False) -> Row:
    persons, amount = (of.one(figures, key, place.code, visit.period) for key in (PERSONS, AMOUNT))
    link = "" if whole else visit.address.to(region=place.code)
    return Row(place.name, [persons, amount, _per_person(amount)], link, whole=whole)


def _per_person(amount: IndicatorValue) -> str:
    """Money is counted in fen, persons are the denominator of the amount."""
    if not amount.denominator:
        return BLANKS[ObservationStatus.NOT_APPLICABLE]
    return exact(Decimal(amount.numerator or 0) / 100 / amount.denominator, Unit.YUAN_PER_PERSON)


def _finding(visit: Visit, of: Chosen, figures: Figures) -> str:
    persons, amount = (of.one(figures, key, visit.here.code, visit.period) for key in (PERSONS, AMOUNT))
    if not persons.value:
        return _("Nobody was aided in this period")
    sentence = _("{persons} aided with {amount}, {each} a person")
    return sentence.format(persons=said(persons), amount=said(amount), each=f"{_per_person(amount)} {Unit.YUAN.label}")
