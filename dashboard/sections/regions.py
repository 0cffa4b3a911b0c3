"""One figure by region: map beside ranked table."""

from __future__ import annotations

from sqlalchemy import select

from dashboard.parts.chips import chips
from dashboard.parts.download import csv
from dashboard.parts.ranking import Line, Ranking, ranking
from dashboard.parts.section import foot, head
from dashboard.parts.template import draw
from dashboard.places import Place
from dashboard.sections.shades import shades
from dashboard.visit import Figures, Visit
from shared.indicators.catalogue import indicator
from shared.locale import _
from shared.models import ResidentPopulation

RATE = "coverage_rate"


def regions(visit: Visit, key: str, choices: dict[str, str] | None = None, missing: str = "") -> None:
    """Draw the regions below (for a village: beside) by `key`; `choices` offers others, `missing` says what cannot."""
    shown, figures = ranked(visit, key)
    declared = indicator(key)
    year = population_year(visit) if key == RATE else ""
    head(shown.title(), str(declared.name), str(declared.unit.label), visit.where_and_when, year)
    if choices:
        chips(_("Measure"), "measure", choices, key, visit.address)
    if missing:
        draw("words", words=missing)
    whole = dict.fromkeys([visit.around.parent, *visit.around.compared])
    ranking(shown, shades(visit, key, figures, whole), visit.address, visit.colours)
    level = visit.around.compared[0].level
    foot([key], visit.as_of, visit.files(csv(key, visit.around.parent, visit.period, level=level)))


def population_year(visit: Visit) -> str:
    """Of which year the residents are that rates of the period divide by, for the region and those in it."""
    places = [visit.around.parent, *visit.around.compared]
    day = min(visit.period.end, visit.as_of.day)
    years = visit.session.scalars(
        select(ResidentPopulation.year)
        .where(
            ResidentPopulation.region_code.in_([place.code for place in places]),
            ResidentPopulation.is_in_force(day),
        )
        .distinct()
        .order_by(ResidentPopulation.year)
    ).all()
    return _("residents at the end of {years}").format(years=_(", ").join(map(str, years))) if years else ""


def ranked(visit: Visit, key: str) -> tuple[Ranking, Figures]:
    """The figures of the regions and of the one they lie in, and how they moved on the year."""
    year_ago, parent = visit.basis(key, visit.period.year_ago), visit.around.parent
    places = dict.fromkeys([parent, *visit.around.compared])
    figures = visit.read(key, places=places, periods=[visit.period, *([year_ago] if year_ago else [])])

    def line(place: Place) -> Line:
        before = figures.one(key, place.code, year_ago) if year_ago else None
        return place, figures.one(key, place.code, visit.period), before

    lines = [line(place) for place in visit.around.compared]
    return Ranking(
        line(parent), lines, year_ago is not None, here=None if visit.here == parent else visit.here
    ), figures
