"""The shares that colour maps: counts alone would show where most people live."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from babel.support import LazyProxy

from dashboard.parts.map_classes import Shade
from dashboard.parts.marks import BLANKS
from dashboard.parts.numbers import exact, said
from dashboard.parts.small import may_rank
from dashboard.places import Place
from dashboard.sections.offered import exists_at
from dashboard.visit import Figures, Visit
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import MIN_DENOMINATOR, IndicatorValue
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.units import Unit
from shared.locale import lazy as _l

COVERAGE, WARNED, LATE = "coverage_rate", "persons_warned", "undelivered_overdue"
RESIDENTS: tuple[str, LazyProxy] = COVERAGE, _l("Per 1,000 residents")
BASES: dict[str, tuple[str, LazyProxy]] = {  # of a count: the figure that knows its population, and what that is
    "low_income_population": RESIDENTS,
    WARNED: RESIDENTS,
    "temporary_assistance": RESIDENTS,
    "education_aid": RESIDENTS,
    "housing_renovation": RESIDENTS,
    "overdue_warnings": (WARNED, _l("Per 1,000 persons warned about")),
    LATE: (LATE, _l("Per 1,000 of the quota")),
}


def shades(visit: Visit, key: str, figures: Figures, places: Iterable[Place]) -> list[Shade]:
    """The share of each place by `key`: itself if it is one, else per thousand of its population; none without."""
    one, compared = indicator(key), list(places)
    if one.unit.is_rate:
        found = ((place, figures.one(key, place.code, visit.period)) for place in compared)
        return [Shade(place, f.value, said(f), str(one.name), may_rank(f)) for place, f in found]
    base, name = BASES.get(key, ("", ""))
    if not base or not exists_at(base, visit.around.compared[0].level):
        return []
    bases = visit.read(base, places=compared)
    return [
        _per_mille(place, figures.one(key, place.code, visit.period), bases.one(base, place.code, visit.period), name)
        for place in compared
    ]


def _per_mille(place: Place, figure: IndicatorValue, base: IndicatorValue, name: object) -> Shade:
    """`base` is the population itself, or a share or a count of it: then the population stands under it."""
    of = base.numerator if base.indicator.key == WARNED else base.denominator
    if figure.value is None or of is None:
        return Shade(place, None, BLANKS[ObservationStatus.NOT_REPORTED], str(name), is_ranked=False)
    if not of:
        return Shade(place, None, BLANKS[ObservationStatus.NOT_APPLICABLE], str(name), is_ranked=False)
    value = 1000 * figure.value / Decimal(of)
    return Shade(place, value, exact(value, Unit.PER_MILLE), str(name), is_ranked=of >= MIN_DENOMINATOR)
