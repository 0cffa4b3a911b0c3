"""Warnings and what follows them: never before the warning, and about the person warned about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from shared.access import ScopedSession
from shared.locale import _
from shared.models import (
    EarlyWarning,
    HomeVisit,
    ResponseKind,
    SpecialAssistance,
    Spell,
    TemporaryAssistance,
    WarningOutcome,
    WarningResponse,
)

RECORDS_OF_PERSONS: dict[str, type[Spell | TemporaryAssistance | SpecialAssistance]] = {
    "spell_id": Spell,
    "temporary_id": TemporaryAssistance,
    "special_id": SpecialAssistance,
}
COLUMNS = {
    ResponseKind.TIER: "spell_id",
    ResponseKind.TEMPORARY: "temporary_id",
    ResponseKind.SPECIAL: "special_id",
    ResponseKind.CHARITY: "delivery_id",
    ResponseKind.REFERRAL: "department",
}


def check(session: ScopedSession, warning: EarlyWarning) -> Iterator[tuple[str, str]]:  # noqa: ARG001
    """The due date leaves time."""
    if warning.due_on <= warning.issued_on:
        yield "due_on", _("The due date must be after the date of the warning.")


def check_visit(session: ScopedSession, visit: HomeVisit) -> Iterator[tuple[str, str]]:
    """Planned and done after the warning."""
    yield from _after_warning(session, visit.warning_id, {"planned_on": visit.planned_on, "done_on": visit.done_on})


def check_outcome(session: ScopedSession, outcome: WarningOutcome) -> Iterator[tuple[str, str]]:
    """Decided after the warning."""
    yield from _after_warning(session, outcome.warning_id, {"decided_on": outcome.decided_on})


def check_response(session: ScopedSession, response: WarningResponse) -> Iterator[tuple[str, str]]:
    """Begun after the warning; points at one record, of its own kind and of the same person."""
    yield from _after_warning(session, response.warning_id, {"started_on": response.started_on})
    for kind, column in COLUMNS.items():
        filled = bool(getattr(response, column))
        if filled and kind != response.kind:
            yield column, _("This belongs to another kind of assistance: leave it empty.")
        if kind == response.kind and not filled:
            yield column, _("Choose the record of the assistance (for a referral, enter the department).")
    yield from _same_person(session, response)


def _same_person(session: ScopedSession, response: WarningResponse) -> Iterator[tuple[str, str]]:
    warning = session.get(EarlyWarning, response.warning_id)
    for column, record_class in RECORDS_OF_PERSONS.items():
        key = getattr(response, column)
        record: Any = session.get(record_class, key) if key else None
        if record and warning and record.person_id != warning.person_id:
            yield (
                column,
                _("This assistance was given to someone other than the person flagged: choose another record."),
            )


def _after_warning(session: ScopedSession, warning_id: int, days: dict[str, date | None]) -> Iterator[tuple[str, str]]:
    warning = session.get(EarlyWarning, warning_id)
    for column, day in days.items():
        if warning and day and day < warning.issued_on:
            yield column, _("This is before the warning of {day}.").format(day=warning.issued_on)
