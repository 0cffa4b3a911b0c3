"""The generated catalogue: what every indicator means."""

from __future__ import annotations

from dashboard.components.html.rendering import emit_template
from dashboard.components.html.section_layout import draw_section_header
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


def draw_indicator_catalogue() -> None:
    """A row for each indicator, in the order of the codes."""
    draw_section_header(
        _("What each indicator means"),
        _("{n} indicators, with the definitions they are computed from").format(n=len(INDICATORS)),
    )
    emit_template("indicator_catalogue", rows=[_build_row(one) for one in INDICATORS.values()])


def _build_row(one: Indicator) -> dict[str, object]:
    return {
        "code": one.code,
        "key": one.key,
        "name": one.name,
        "unit": one.unit.label,
        "timing": TIMINGS[MEASURES[one.numerator].timing],
        "definition": defined(one),
        "source": rests_on(one),
    }
