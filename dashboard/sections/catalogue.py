"""The generated catalogue: what every figure means."""

from __future__ import annotations

from dashboard.parts.section import head
from dashboard.parts.template import draw
from shared.indicators.catalogue import INDICATORS, MEASURES
from shared.indicators.indicator import Indicator
from shared.indicators.legal_bases import rests_on
from shared.indicators.measure import Timing
from shared.indicators.notes import defined
from shared.locale import _
from shared.locale import lazy as _l

TIMINGS = {
    Timing.STOCK: _l("on the last day of the period"),
    Timing.FLOW: _l("in the period"),
    Timing.CUMULATIVE: _l("up to the end of the period"),
    Timing.CAME: _l("on the last day of the period, against the day before it"),
    Timing.LEFT: _l("on the last day of the period, against the day before it"),
}


def catalogue() -> None:
    """A row an indicator, in the order of the codes."""
    head(
        _("What each figure means"),
        _("{n} figures, from the declarations they are computed from").format(n=len(INDICATORS)),
    )
    draw("catalogue", rows=[_row(one) for one in INDICATORS.values()])


def _row(one: Indicator) -> dict[str, object]:
    return {
        "code": one.code,
        "key": one.key,
        "name": one.name,
        "unit": one.unit.label,
        "timing": TIMINGS[MEASURES[one.numerator].timing],
        "definition": defined(one),
        "source": rests_on(one),
    }
