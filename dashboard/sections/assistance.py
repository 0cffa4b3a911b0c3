"""What was given besides the tiers: education, housing and temporary assistance, by region."""

from __future__ import annotations

from dashboard.parts.download import csv
from dashboard.parts.numbers import said
from dashboard.parts.section import foot, head
from dashboard.parts.table import Column, Row, table
from dashboard.parts.template import draw
from dashboard.places import Place
from dashboard.visit import Visit
from shared.indicators.catalogue import indicator
from shared.locale import _

EDUCATION, HOUSING, GRANTS = "education_aid", "housing_renovation", "temporary_assistance"
KEYS = (EDUCATION, HOUSING, GRANTS, "temporary_persons", "temporary_per_grant")


def assistance(visit: Visit) -> None:
    """A table, the region with most education aid first."""
    places = [place for place in visit.around.compared if place != visit.here]
    figures = visit.read(*KEYS, places=[visit.here, *places])
    places.sort(key=lambda place: -figures.number(EDUCATION, place.code, visit.period))

    def row(place: Place, link: str = "", *, whole: bool = False) -> Row:
        return Row(place.name, [figures.one(key, place.code, visit.period) for key in KEYS], link, whole=whole)

    now = {key: said(figures.one(key, visit.here.code, visit.period)) for key in (EDUCATION, HOUSING, GRANTS)}
    sentence = _("Education: {education_aid}; housing: {housing_renovation}; temporary: {temporary_assistance}")
    head(sentence.format(**now), _("Special and temporary assistance in the period"), visit.where_and_when)
    rows = [row(visit.here, whole=True), *(row(place, visit.address.to(region=place.code)) for place in places)]
    columns = [Column(str(indicator(key).name), indicator(key).unit, bar=key == EDUCATION) for key in KEYS]
    draw("plain", content=table(_("Special and temporary assistance by region"), _("Region"), columns, rows))
    level, parent = visit.around.compared[0].level, visit.around.parent
    foot(KEYS, visit.as_of, visit.files(*(csv(key, parent, visit.period, level=level) for key in KEYS)))
