"""The generated catalogue: what every indicator means."""

from __future__ import annotations

from dashboard.components.html.rendering import emit_template
from dashboard.components.html.section_layout import draw_section_header
from dashboard.page_context import PageContext
from shared.indicators.catalogue import INDICATORS, MEASURES, parameters_of
from shared.indicators.indicator import Indicator
from shared.indicators.legal_bases import rests_on
from shared.indicators.measure import Timing
from shared.indicators.notes import defined
from shared.indicators.values import CubeSnapshot
from shared.locale import _
from shared.locale import lazy as _l
from shared.rules.parameter_keys import PARAMETER_KEYS
from shared.rules.parameters import load_parameters

TIMINGS = {
    Timing.STOCK: _l("on the last day of the period"),
    Timing.FLOW: _l("in the period"),
    Timing.CUMULATIVE: _l("up to the end of the period"),
    Timing.CAME: _l("on the last day of the period, compared with the day before the period"),
    Timing.LEFT: _l("on the last day of the period, compared with the day before the period"),
}


def draw_indicator_catalogue(context: PageContext) -> None:
    """A row for each indicator, in the order of the codes, with the legal parameters it rests on."""
    table = load_parameters(context.session, PARAMETER_KEYS.values())
    day, region = context.as_of.day, context.region.code
    draw_section_header(
        _("What each indicator means"),
        _("{n} indicators, with the definitions they are computed from").format(n=len(INDICATORS)),
    )
    values = {key.name: str(table.value(key, region, day) or "") for key in PARAMETER_KEYS.values()}
    rows = [_build_row(declared, context.as_of, values) for declared in INDICATORS.values()]
    emit_template("indicator_catalogue", rows=rows)


def _build_row(declared: Indicator, as_of: CubeSnapshot, values: dict[str, str]) -> dict[str, object]:
    return {
        "code": declared.code,
        "key": declared.key,
        "name": declared.name,
        "unit": declared.unit.label,
        "timing": TIMINGS[MEASURES[declared.numerator].timing],
        "definition": defined(declared, as_of.law),
        "parameters": [
            (key.label, as_of.law.get(key.name, values[key.name]), key.name) for key in parameters_of(declared.key)
        ],
        "source": rests_on(declared),
    }
