"""Symbols behind numbers, and instead of them."""

from __future__ import annotations

from dashboard.components.html.rendering import emit_template
from dashboard.components.html.section_layout import draw_section_header
from shared.indicators.notes import suppression_note
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.status_symbols import BLANK_SYMBOLS, status_symbol
from shared.locale import _
from shared.locale import lazy as _l

WITHOUT = {
    ObservationStatus.PROVISIONAL: _l("no symbol"),
    ObservationStatus.FINAL: _l("no symbol; said at the top"),
}
"""What the legend calls the states that no number carries a symbol for."""


def draw_symbol_legend(window: int) -> None:
    """The symbols behind numbers and instead of them; `window`: days until indicators are complete."""
    immature = _("results are complete only after {days} days, which have not passed yet")
    meanings = {
        ObservationStatus.PROVISIONAL: _("computed; its months are not locked yet, so later edits still change it"),
        ObservationStatus.FINAL: _("the province has locked its months; later edits are shown as a revision"),
        ObservationStatus.REVISED: _("it changed after its period was over or locked, by an edit or a late entry"),
        ObservationStatus.IMMATURE: immature.format(days=window),
        ObservationStatus.ESTIMATED: _("based on an estimate, such as the population of a county"),
        ObservationStatus.UNVERIFIED: _("based on a value that no document confirms"),
        ObservationStatus.NOT_REPORTED: _("a value is expected but has not been reported"),
        ObservationStatus.NOT_LOADED: _("nothing of its source has been loaded yet, for any region"),
        ObservationStatus.NOT_APPLICABLE: _("no number is possible, such as a rate without a denominator"),
        ObservationStatus.SUPPRESSED: suppression_note(),
    }
    draw_section_header(_("Blanks and symbols"), _("0 is a value: it was computed, and there are none"))
    symbols = [
        (BLANK_SYMBOLS.get(state) or status_symbol(state) or WITHOUT[state], state.label, meaning)
        for state, meaning in meanings.items()
    ]
    emit_template("symbol_legend", symbols=[("0", _("Zero"), _("computed, and there are none")), *symbols])
