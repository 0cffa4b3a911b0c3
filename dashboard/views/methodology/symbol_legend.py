"""Symbols behind numbers, and instead of them."""

from __future__ import annotations

from dashboard.components.html.rendering import emit_template
from dashboard.components.html.section_layout import draw_section_header
from dashboard.components.text.status_symbols import BLANK_SYMBOLS, status_symbol
from shared.indicators.observation_status import ObservationStatus
from shared.locale import _


def draw_symbol_legend() -> None:
    """The symbols behind numbers and instead of them, with their meaning."""
    meanings = {
        ObservationStatus.PROVISIONAL: _("counted; no period is locked so far, so corrections still move it"),
        ObservationStatus.IMMATURE: _("what becomes of its subject takes up to 90 days, and they are not over"),
        ObservationStatus.ESTIMATED: _("rests on an estimate, such as the population of a county"),
        ObservationStatus.UNVERIFIED: _("rests on a value that no document confirmed"),
        ObservationStatus.NOT_REPORTED: _("there should be a number, and it has not arrived"),
        ObservationStatus.NOT_APPLICABLE: _("there can be no number, such as a rate of nothing"),
    }
    draw_section_header(_("Blanks and marks"), _("0 is a number: it was counted, and nothing was there"))
    symbols = [
        (BLANK_SYMBOLS.get(state) or status_symbol(state) or _("no mark"), state.label, meaning)
        for state, meaning in meanings.items()
    ]
    reserved = [  # so that none of the seven blanks ever looks like another
        ("=", ObservationStatus.FINAL.label, _("the period is locked; no period is so far")),
        ("*", _("Suppressed"), _("too few persons to be shown; no figure is suppressed so far")),
        (_("r"), _("Restated"), _("a closed period was corrected; no period is closed so far")),
    ]
    emit_template("symbol_legend", symbols=[("0", _("Zero"), _("counted, and none found")), *symbols, *reserved])
