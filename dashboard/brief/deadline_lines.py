"""The deadlines of a brief: what is overdue today, and what falls due next."""

from __future__ import annotations

from dashboard.brief.key_figures import show
from dashboard.page_context import PageContext
from dashboard.sections.charity_checks import describe_incomplete_cycles
from dashboard.sections.charity_cycles import AHEAD_DAYS, CycleSummary, list_due_next, load_cycles
from dashboard.views.overview.due_warnings import format_due_warnings
from shared.indicators.catalogue import indicator
from shared.locale import _

MOST_CYCLES = 4
LATE = "undelivered_overdue"


def list_deadlines(context: PageContext) -> list[str]:
    """Warnings, then charity cycles; the next deadlines last."""
    cycles = load_cycles(context)
    late = context.load_values(LATE).total(LATE, context.region.code, context.period)
    delivered = f"{indicator(LATE).name}{_(': ')}{show(late)}"
    charity = [delivered] if late.value is None else [delivered, describe_incomplete_cycles(context, cycles)]
    return [format_due_warnings(context), _("; ").join(charity), *_list_next(context, cycles)]


def _list_next(context: PageContext, cycles: list[CycleSummary]) -> list[str]:
    """The charity cycles whose deadline lies in the days ahead, the nearest first."""
    ahead = list_due_next(context, cycles)
    if not ahead:
        return [_("No charity cycle falls due within {days} days").format(days=AHEAD_DAYS)]
    texts = [f"{cycle.name} {cycle.label} {cycle.deadline_on}" for cycle in ahead[:MOST_CYCLES]]
    template = _("Charity cycles due within {days} days ({n}): {cycles}")
    return [template.format(days=AHEAD_DAYS, n=len(ahead), cycles=_("; ").join(texts))]
