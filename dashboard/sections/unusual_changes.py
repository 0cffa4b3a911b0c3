"""Which figures of the region and its parts changed more than they usually do, in the latest month of the period."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.text.number_format import describe_change, format_period
from dashboard.page_context import PageContext
from dashboard.sections.availability import is_available_at
from shared.clock import Period
from shared.indicators.movers import MIN_MONTHS, Mover, measure_moves
from shared.locale import _

KEYS = (
    "low_income_population",
    "entries",
    "exits",
    "persons_warned",
    "overdue_warnings",
    "temporary_assistance",
    "temporary_persons",
    "education_aid",
    "housing_renovation",
    "deliveries",
    "undelivered_overdue",
    "benefit_per_person",
)
MONTHS = 13
"""The month, the one before, and what is usual before that."""


def latest_month(context: PageContext) -> Period:
    """The last month of the period that has begun."""
    return context.period.months[-1] if context.period.end <= context.as_of.day else context.as_of.months[-1]


def find_unusual_changes(context: PageContext, month: Period, keys: Sequence[str] = KEYS) -> list[Mover]:
    """In the region and the regions below, by how unusual they are."""
    return [one for one in measure_changes(context, month, keys) if one.is_unusual]


def measure_changes(context: PageContext, month: Period, keys: Sequence[str] = KEYS) -> list[Mover]:
    """All changes of which can be said how unusual they are; none where there is too little to compare with."""
    months = [one for n in reversed(range(MONTHS)) if context.as_of.holds(one := month.shifted(n))]
    below = context.comparable_regions(context.navigation.children, months[0])
    regions = [context.region, *below]
    known = [key for key in keys if any(is_available_at(key, region.level) for region in regions)]
    values = context.load_values(*known, regions=regions, periods=months)
    return measure_moves([values.total(key, region.code, one) for one in months] for key in known for region in regions)


def explain_no_basis(month: Period) -> str:
    """What is said of a month that nothing can be compared with, as of the first ones that are held."""
    template = _("{month} has nothing to compare with: what is usual shows when {n} months are known")
    return template.format(month=format_period(month), n=MIN_MONTHS)


def describe_unusual_change(context: PageContext, mover: Mover) -> str:
    """Region, figure and change, as text."""
    regions = {region.code: region for region in (context.region, *context.navigation.children)}
    return _("{region}, {figure}: {change}, the most unusual change").format(
        region=regions[mover.now.region_code].name,
        figure=mover.now.indicator.name,
        change=describe_change(mover.now, mover.before),
    )
