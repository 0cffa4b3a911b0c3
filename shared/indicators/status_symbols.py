"""Symbols of the observation status (blanks and marks), and the legend of those on the page."""

from __future__ import annotations

from collections.abc import Iterable

from .observation_status import ObservationStatus

BLANK_SYMBOLS = {
    ObservationStatus.NOT_REPORTED: "…",
    ObservationStatus.NOT_LOADED: "∅",
    ObservationStatus.NOT_APPLICABLE: "—",
    ObservationStatus.SUPPRESSED: "*",
}
WITHOUT_SYMBOL = {ObservationStatus.FINAL, ObservationStatus.PROVISIONAL}


def status_symbol(state: ObservationStatus) -> str:
    """The superscript behind a number: the first letter of its status (i, e, u; 未, 估, 依).

    Nothing behind a provisional one: as long as no period is locked all are, and the frame says so once.
    """
    return "" if state in WITHOUT_SYMBOL or state.is_blank else str(state.label)[0].lower()


def build_legend(states: Iterable[ObservationStatus]) -> list[tuple[str, str]]:
    """Each symbol on the page with its meaning, in a fixed order."""
    used = set(states)
    return [
        (BLANK_SYMBOLS.get(s) or status_symbol(s), str(s.label))
        for s in ObservationStatus
        if s in used - WITHOUT_SYMBOL
    ]
