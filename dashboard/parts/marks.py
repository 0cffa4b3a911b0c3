"""Blanks and marks that must never look alike, and the legend that explains those on the page."""

from __future__ import annotations

from collections.abc import Iterable

from shared.indicators.observation_status import ObservationStatus

BLANKS = {ObservationStatus.NOT_REPORTED: "…", ObservationStatus.NOT_APPLICABLE: "—"}
UNMARKED = {ObservationStatus.FINAL, ObservationStatus.PROVISIONAL}


def mark(state: ObservationStatus) -> str:
    """What stands raised behind a number: the first letter of its state (i, e, u; 未, 估, 依).

    Nothing behind a provisional one: as long as no period is locked all are, and the frame says so once.
    """
    return "" if state in UNMARKED or state.is_blank else str(state.label)[0].lower()


def legend(states: Iterable[ObservationStatus]) -> list[tuple[str, str]]:
    """Each mark that stands on the page, with its meaning, in a fixed order."""
    seen = set(states)
    return [(BLANKS.get(s) or mark(s), str(s.label)) for s in ObservationStatus if s in seen - UNMARKED]
