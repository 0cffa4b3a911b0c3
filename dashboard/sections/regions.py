"""One figure by region: map beside ranked table."""

from __future__ import annotations

from dashboard.parts.chips import chips
from dashboard.parts.download import csv
from dashboard.parts.ranking import Line, Ranking, ranking
from dashboard.parts.section import foot, head
from dashboard.places import Place
from dashboard.visit import Visit
from shared.indicators.catalogue import indicator
from shared.locale import _


def regions(visit: Visit, key: str, choices: dict[str, str] | None = None) -> None:
    """Draw the regions below (for a village: beside) by `key`; `choices` offers other measures."""
    shown = ranked(visit, key)
    declared = indicator(key)
    head(shown.title(), str(declared.name), str(declared.unit.label), visit.where_and_when)
    if choices:
        chips(_("Measure"), "measure", choices, key, visit.address)
    ranking(shown, visit.address, visit.colours)
    level = visit.around.compared[0].level
    foot([key], visit.as_of, visit.files(csv(key, visit.around.parent, visit.period, level=level)))


def ranked(visit: Visit, key: str) -> Ranking:
    """The figures of the regions, and how they moved on the year."""
    year_ago = visit.period.year_ago
    comparable = visit.as_of.holds(year_ago) and visit.may_compare(key)
    places = dict.fromkeys([visit.here, *visit.around.compared])
    figures = visit.read(key, places=places, periods=[visit.period, *([year_ago] if comparable else [])])

    def line(place: Place) -> Line:
        before = figures.one(key, place.code, year_ago) if comparable else None
        return place, figures.one(key, place.code, visit.period), before

    lines = [line(place) for place in visit.around.compared]
    return Ranking(line(visit.here), lines, comparable)
