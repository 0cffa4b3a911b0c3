"""The generated catalogue: what every indicator means, where its data come from, and the terms it uses."""

from __future__ import annotations

from dashboard.components.html.rendering import emit_template
from dashboard.components.html.section_layout import draw_section_header
from dashboard.page_context import PageContext
from shared.indicators.catalogue import INDICATORS, parameters_of
from shared.indicators.cube_snapshot import CubeSnapshot
from shared.indicators.fact_sheet import fact_sheet
from shared.indicators.indicator import Indicator
from shared.indicators.terms import TERMS
from shared.locale import _
from shared.rules.parameter_keys import PARAMETER_KEYS
from shared.rules.parameters import load_parameters


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


def draw_terms() -> None:
    """The terms of the field, each with its meaning."""
    draw_section_header(_("Terms"), _("What words of the field mean"))
    emit_template("terms", terms=TERMS)


def _build_row(declared: Indicator, as_of: CubeSnapshot, values: dict[str, str]) -> dict[str, object]:
    parameters = [
        (key.label, as_of.law.get(key.name, values[key.name]), key.name) for key in parameters_of(declared.key)
    ]
    return {"sheet": fact_sheet(declared, as_of.law), "parameters": parameters}
