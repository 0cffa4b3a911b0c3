"""Which counties are similar: the declared traits and their bands."""

from __future__ import annotations

from dashboard.components.html.data_table import Column, Row, render_table
from dashboard.components.html.rendering import emit_html, emit_template
from dashboard.components.html.section_layout import draw_section_header
from shared.indicators.peers import DECLARED_ON, KINDS, RESIDENTS, SHARE, format_band
from shared.locale import _


def draw_similar_counties() -> None:
    """A row for each trait with its bands."""
    draw_section_header(_("Similar counties"), _("declared on {day}").format(day=DECLARED_ON))
    explanation = _(
        "Counties are similar when they agree in all of these traits. Residents and share are those of the period "
        "shown; the mean of similar counties is their numerators over their denominators."
    )
    emit_template("paragraph", text=explanation)
    traits = {
        _("Kind of division"): [str(kind) for kind in KINDS.values()],
        _("Residents"): [format_band(RESIDENTS, position) for position in range(len(RESIDENTS) + 1)],
        _("Low-income people per 1,000 residents"): [format_band(SHARE, n) for n in range(len(SHARE) + 1)],
    }
    rows = [Row(name, [_("; ").join(bands)]) for name, bands in traits.items()]
    emit_html(render_table(_("Traits of similar counties"), _("Trait"), [Column(_("Bands"))], rows))
