"""Identity numbers whose check digit is wrong: how many, and where."""

from __future__ import annotations

from dashboard.parts.download import csv
from dashboard.parts.numbers import grouped
from dashboard.parts.section import foot, head
from dashboard.parts.table import Column, Row, table
from dashboard.parts.template import draw
from dashboard.places import Place
from dashboard.visit import Figures, Visit
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.units import Unit
from shared.locale import _

KEY = "valid_identity_rate"


def identities(visit: Visit) -> None:
    """A table by region, most wrong numbers first; nothing for a period of which they are not known."""
    places = [place for place in visit.around.compared if place != visit.here]
    figures = visit.read(KEY, places=[visit.here, *places])
    whole = figures.one(KEY, visit.here.code, visit.period)
    if whole.value is None:
        return
    title = _("{n} identity numbers with a wrong check digit").format(n=grouped(wrong(whole)))
    head(title, str(indicator(KEY).name), visit.where_and_when)
    places.sort(key=lambda place: -wrong(figures.one(KEY, place.code, visit.period)))
    rows = [_row(visit, figures, visit.here, whole=True), *(_row(visit, figures, place) for place in places)]
    columns = [Column(_("Wrong check digit"), Unit.PERSONS), Column(str(indicator(KEY).name), Unit.PERCENT)]
    draw("plain", content=table(_("Identity numbers by region"), _("Region"), columns, rows))
    level, parent = visit.around.compared[0].level, visit.around.parent
    foot([KEY], visit.as_of, visit.files(csv(KEY, parent, visit.period, level=level)))


def _row(visit: Visit, figures: Figures, place: Place, *, whole: bool = False) -> Row:
    figure = figures.one(KEY, place.code, visit.period)
    link = "" if whole else visit.address.to(region=place.code)
    return Row(place.name, [grouped(wrong(figure)), figure], link, whole=whole)


def wrong(figure: IndicatorValue) -> int:
    """How many of all do not pass."""
    return (figure.denominator or 0) - (figure.numerator or 0)
