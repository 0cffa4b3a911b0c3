"""Notices: marks, synthetic records, map boundaries, licences."""

from __future__ import annotations

from dashboard.parts.marks import BLANKS, mark
from dashboard.parts.section import head
from dashboard.parts.template import draw
from shared.indicators.observation_status import ObservationStatus
from shared.locale import _


def marks() -> None:
    """What stands behind a number, and what stands instead of one."""
    meanings = {
        ObservationStatus.PROVISIONAL: _("counted; no period is locked so far, so corrections still move it"),
        ObservationStatus.IMMATURE: _("what becomes of its subject takes up to 90 days, and they are not over"),
        ObservationStatus.ESTIMATED: _("rests on an estimate, such as the population of a county"),
        ObservationStatus.UNVERIFIED: _("rests on a value that no document confirmed"),
        ObservationStatus.NOT_REPORTED: _("there should be a number, and it has not arrived"),
        ObservationStatus.NOT_APPLICABLE: _("there can be no number, such as a rate of nothing"),
    }
    head(_("Blanks and marks"), _("0 is a number: it was counted, and nothing was there"))
    signs = [
        (BLANKS.get(state) or mark(state) or _("no mark"), state.label, meaning) for state, meaning in meanings.items()
    ]
    reserved = [  # so that none of the seven blanks ever looks like another
        ("=", ObservationStatus.FINAL.label, _("the period is locked; no period is so far")),
        ("*", _("Suppressed"), _("too few persons to be shown; no figure is suppressed so far")),
        (_("r"), _("Restated"), _("a closed period was corrected; no period is closed so far")),
    ]
    draw("marks", signs=[("0", _("Zero"), _("counted, and none found")), *signs, *reserved])


def notices(*, is_synthetic: bool) -> None:
    """What the law and the licences want said."""
    draw("notices", is_synthetic=is_synthetic)
