"""Corrections and late entries that move figures of months gone by: confirmed with a reason, marked, in the trail.

What is told before saving is what moves: the refreshed cube itself says which figures of which months these are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from shared import audit
from shared.access import ScopedSession, elevated
from shared.clock import now
from shared.indicators.calendar import period_of_cells
from shared.indicators.catalogue import INDICATORS, counted_measures
from shared.indicators.change_impact import Changes
from shared.indicators.cube import CellMoves
from shared.indicators.locked_months import load_locked_months
from shared.indicators.revisions import month_ranges, record_revisions
from shared.locale import lazy as _l
from shared.models import AssistanceStandard, LegalParameter, ResidentPopulation, ResidentStatistic

from .doubts import Doubt, unconfirmed_doubts
from .records import require_reason
from .service_errors import ValidationError

ACTION = "revise"
REFERENCE = {AssistanceStandard, LegalParameter, ResidentPopulation, ResidentStatistic}
"""What many figures are counted with: one value moves them all, each on a page of its own."""
SENTENCE = _l("{figure}: the values of {months} change and will be marked as revised.")
LOCKED = _l("{months}: locked. The locked values stay on record beside the new ones.")


class RevisedFigure(Doubt):
    """A figure of the past that moves: to be confirmed with a reason like anything unlikely, though it is certain."""

    __slots__ = ()


def revise(session: ScopedSession, cells: CellMoves, changes: Changes) -> list[Doubt]:
    """Keep which figures of the past moved, and say so. ValidationError, with nothing saved, until it is confirmed."""
    sentences = [*_sentences(cells, _figures_of(changes)), *_locked_months(session, cells)]
    if not session.actor.is_system:
        _require_confirmation(session, sentences)
    with elevated(session) as system:
        record_revisions(system, cells, now(), session.actor.login, session.reason)
    audit_changes = {"figures": [None, [sentence.to_audit_value() for sentence in sentences]]}
    audit.append(session, **_event(session, changes), reason=session.reason, changes=audit_changes)
    return [*sentences]


def _require_confirmation(session: ScopedSession, sentences: list[RevisedFigure]) -> None:
    doubts: list[tuple[str, Doubt]] = [("", sentence) for sentence in sentences]
    wrong = {} if unconfirmed_doubts(session, doubts) else _reason_fault(session)
    if wrong is not None:
        session.rollback()
        raise ValidationError(wrong, doubts)


def _reason_fault(session: ScopedSession) -> dict[str, str] | None:
    try:
        session.reason = require_reason(session.reason)
    except ValidationError as without_reason:
        return without_reason.fields
    return None


def _sentences(cells: CellMoves, figures: Mapping[str, Collection[str]]) -> Iterator[RevisedFigure]:
    """One a figure, in the order of the catalogue. `figures`: those to be named for a measure."""
    periods: dict[str, set[str]] = defaultdict(set)
    for measure, _region, period, _dimension in cells:
        for key in figures[measure]:
            periods[key].add(period)
    for key, one in INDICATORS.items():
        if key in periods:
            yield RevisedFigure(SENTENCE, figure=one.name, months=_spans(periods[key]))


def _locked_months(session: ScopedSession, cells: CellMoves) -> Iterator[RevisedFigure]:
    """Which of the months are locked, in one sentence."""
    through = load_locked_months(session.connection()).through
    periods = {period for _measure, _region, period, _dimension in cells}
    locked = {period for period in periods if through is not None and period_of_cells(period).end <= through}
    if locked:
        yield RevisedFigure(LOCKED, months=_spans(locked))


def _spans(periods: set[str]) -> str:
    """`2022-06–2023-11, 2023-11`; longer periods where no month of theirs moved."""
    named = sorted(period_of_cells(period) for period in periods)
    spans = month_ranges(one.key for one in named if one.is_month) or [(one.key, one.key) for one in named]
    return ", ".join(first if first == last else f"{first}–{last}" for first, last in spans)


def _figures_of(changes: Changes) -> Mapping[str, Collection[str]]:
    """All figures that count with a measure where a reference value changes; else the one people know it by."""
    return _all_figures() if any(change["class"] in REFERENCE for change in changes) else _figures()


@cache
def _figures() -> dict[str, list[str]]:
    """The key of the figure that people know a measure by: the one that is it, else the first that counts with it."""
    backwards = [(key, INDICATORS[key]) for key in reversed(INDICATORS)]
    parts = {measure: [key] for key, one in backwards for measure in counted_measures(key)}
    return parts | {one.numerator: [key] for key, one in backwards}


@cache
def _all_figures() -> dict[str, list[str]]:
    """The keys of all figures that count with a measure."""
    figures: dict[str, list[str]] = defaultdict(list)
    for key in INDICATORS:
        for measure in counted_measures(key):
            figures[measure].append(key)
    return figures


def _event(session: ScopedSession, changes: Changes) -> dict[str, Any]:
    """Stands at the first changed record with a place: the trail shows the revision beside it."""
    first = next((c for c in changes if c["after"].get("region_code")), changes[0])
    about = {"record": first["class"].__tablename__, "record_id": first["id"]}
    return about | {
        "actor": session.actor.login,
        "action": ACTION,
        "region_code": first["after"].get("region_code"),
    }
