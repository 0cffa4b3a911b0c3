"""The shares that colour maps: counts would only show where most people live."""

from __future__ import annotations

from decimal import Decimal

from babel.support import LazyProxy

from dashboard.components.charts.map_classes import RegionShare
from dashboard.components.text.number_format import format_exact, format_with_status
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from dashboard.region_navigation import ComparedRegions, RegionRef
from dashboard.sections.availability import is_available_at
from shared.indicators.catalogue import indicator
from shared.indicators.indicator_value import MIN_DENOMINATOR, IndicatorValue
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.status_symbols import BLANK_SYMBOLS
from shared.indicators.units import Unit
from shared.locale import lazy as _l

COVERAGE, WARNED, LATE = "coverage_rate", "persons_warned", "undelivered_overdue"
NO_BASE = BLANK_SYMBOLS[ObservationStatus.NOT_APPLICABLE]
RESIDENTS: tuple[str, LazyProxy] = COVERAGE, _l("Per 1,000 residents")
BASES: dict[str, tuple[str, LazyProxy]] = {  # of a count: the figure that knows its population, and what that is
    "low_income_population": RESIDENTS,
    WARNED: RESIDENTS,
    "temporary_assistance": RESIDENTS,
    "education_aid": RESIDENTS,
    "housing_renovation": RESIDENTS,
    "overdue_warnings": (WARNED, _l("Per 1,000 people flagged")),
    LATE: (LATE, _l("Per 1,000 of the quota")),
}


def load_region_shares(
    context: PageContext, key: str, values: IndicatorValues, compared: ComparedRegions
) -> list[RegionShare]:
    """The share of each region: `key` itself if it is a rate, else per thousand of its population; else empty."""
    declared, regions = indicator(key), compared.with_whole
    if declared.unit.is_rate:
        rates = ((region, values.total(key, region.code, context.period)) for region in regions)
        return [
            RegionShare(region, f.value, format_with_status(f), str(declared.name), f.is_rankable)
            for region, f in rates
        ]
    base, name = BASES.get(key, ("", ""))
    if not base or not is_available_at(base, compared.level):
        return []
    bases = context.load_values(base, regions=regions)
    return [
        _share_per_mille(
            region, values.total(key, region.code, context.period), bases.total(base, region.code, context.period), name
        )
        for region in regions
    ]


def _share_per_mille(
    region: RegionRef, indicator_value: IndicatorValue, base: IndicatorValue, name: object
) -> RegionShare:
    """The value per thousand of a population, which is the numerator or the denominator of `base`."""
    of = base.numerator if base.indicator.key == WARNED else base.denominator
    if indicator_value.is_suppressed or base.is_suppressed:
        return RegionShare(region, None, BLANK_SYMBOLS[ObservationStatus.SUPPRESSED], str(name), is_ranked=False)
    if indicator_value.value is None or of is None:
        blank = indicator_value if indicator_value.value is None else base
        return RegionShare(region, None, BLANK_SYMBOLS.get(blank.state, NO_BASE), str(name), is_ranked=False)
    if not of:
        return RegionShare(region, None, NO_BASE, str(name), is_ranked=False)
    value = 1000 * indicator_value.value / Decimal(of)
    return RegionShare(region, value, format_exact(value, Unit.PER_MILLE), str(name), is_ranked=of >= MIN_DENOMINATOR)
