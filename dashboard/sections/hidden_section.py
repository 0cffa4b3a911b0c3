"""A section whose numbers the reader is not shown: it says so, and draws nothing."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.html.section_layout import draw_section_footer, draw_section_header
from dashboard.indicator_values import IndicatorValues
from dashboard.page_context import PageContext
from shared.indicators.catalogue import indicator
from shared.locale import _


def draw_if_hidden(context: PageContext, keys: Sequence[str], *values: IndicatorValues) -> bool:
    """Whether some of the values of the selected region are not shown; then the section is drawn without them."""
    if not any(one.hides(context.region.code) for one in values):
        return False
    title = _("{figure}: not shown in detail").format(figure=indicator(keys[0]).name)
    draw_section_header(title, context.region_and_period)
    draw_section_footer(keys, context.as_of, [])
    return True
