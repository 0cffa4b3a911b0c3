"""Late cycles and wrong deliveries: in the overview and on the charity page."""

from __future__ import annotations

from dashboard.components.text.number_format import format_thousands
from dashboard.indicator_values import count_failed
from dashboard.page_context import PageContext
from dashboard.sections.charity_cycles import CycleSummary
from shared.locale import _

LATE, QUOTA = "undelivered_overdue", "quota"
CHECKED_KEYS = DUPLICATES, ELIGIBLE = "duplicate_delivery_rate", "delivered_to_eligible"


def describe_incomplete_cycles(context: PageContext, cycles: list[CycleSummary]) -> str:
    """How many of the cycles that are past their deadline and have a quota in the region were not completed."""
    values = context.load_values(LATE, "quota", dimension="cycle", categories=[cycle.key for cycle in cycles])
    past = [
        cycle
        for cycle in cycles
        if _is_past(context, cycle) and values.value_or_zero("quota", context.region.code, context.period, cycle.key)
    ]
    late = [cycle for cycle in past if values.value_or_zero(LATE, context.region.code, context.period, cycle.key)]
    return _("{n} of {m} cycles past their deadline incomplete").format(n=len(late), m=len(past))


def describe_delivery_errors(context: PageContext) -> list[str]:
    """Deliveries to check: households served twice in a cycle, and those not eligible on the day."""
    values = context.load_values(*CHECKED_KEYS)
    duplicates, eligible = (values.total(key, context.region.code, context.period) for key in CHECKED_KEYS)
    counts = {
        _("{n} households with repeated deliveries in one cycle"): duplicates.numerator or 0,
        _("{n} deliveries to households not eligible on the day"): count_failed(eligible),
    }
    return [template.format(n=format_thousands(n)) for template, n in counts.items() if n]


def _is_past(context: PageContext, cycle: CycleSummary) -> bool:
    return cycle.deadline_on < min(context.period.end, context.as_of.day)
