"""Handling a warning at the door: the visit, its outcome and the assistance that follows, entered together.

Sections are told apart by the first part of a field's name: `visit_done_on`, `outcome_result`, `temporary_kind`,
`referral_department`. A section counts as filled in once its leading field is; all is saved or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select

from shared.access import ScopedSession
from shared.locale import _
from shared.models import (
    EarlyWarning,
    HomeVisit,
    HouseholdMember,
    ResponseKind,
    TemporaryAssistance,
    WarningOutcome,
    WarningResponse,
)
from shared.models.base import Base

from . import records
from .service_errors import ValidationError

SECTIONS: dict[str, tuple[type[Base], str, tuple[str, ...]]] = {
    "visit": (HomeVisit, "done_on", ("done_on", "visitor", "findings")),
    "outcome": (WarningOutcome, "result", ("result", "decided_on")),
    "temporary": (TemporaryAssistance, "kind", ("kind", "amount_fen", "granted_on")),
    "referral": (WarningResponse, "department", ("department", "started_on")),
}
"""By name: what a section records, its leading field, and all its fields."""


def handle_warning(session: ScopedSession, warning: EarlyWarning, entered: dict[str, Any]) -> EarlyWarning:
    """Record what was filled in. ValidationError by field, or when nothing was filled in."""
    filled = {name: values for name in SECTIONS if (values := _values_of(name, entered))}
    if not filled:
        raise ValidationError({"": _("Fill in at least one part: the visit, the outcome or the assistance.")})
    about = {"warning_id": warning.id}
    if "visit" in filled:
        with _named("visit"):
            _record_visit(session, warning, filled["visit"])
    if "outcome" in filled:
        with _named("outcome"):
            records.create(session, WarningOutcome, about | filled["outcome"])
    if "temporary" in filled:
        with _named("temporary"):
            _grant_temporary(session, warning, filled["temporary"])
    if "referral" in filled:
        with _named("referral"):
            records.create(session, WarningResponse, about | {"kind": ResponseKind.REFERRAL} | filled["referral"])
    return warning


def next_open_warning(session: ScopedSession, warning: EarlyWarning) -> EarlyWarning | None:
    """The open warning of the session's regions that is due first, another than this one."""
    others = select(EarlyWarning).where(EarlyWarning.is_open, EarlyWarning.id != warning.id)
    return session.scalars(others.order_by(EarlyWarning.due_on, EarlyWarning.id).limit(1)).first()


def next_planned_visit(session: ScopedSession, visit: HomeVisit) -> HomeVisit | None:
    """The visit of the session's regions planned for the earliest day that has not happened, but for this one."""
    others = select(HomeVisit).where(HomeVisit.done_on.is_(None), HomeVisit.retired_on.is_(None))
    return session.scalars(
        others.where(HomeVisit.id != visit.id).order_by(HomeVisit.planned_on, HomeVisit.id).limit(1)
    ).first()


def planned_visit(session: ScopedSession, warning: EarlyWarning) -> HomeVisit | None:
    """The visit that was planned because of a warning and has not happened yet, the earliest first."""
    planned = (HomeVisit.warning_id == warning.id, HomeVisit.done_on.is_(None), HomeVisit.retired_on.is_(None))
    return session.scalars(select(HomeVisit).where(*planned).order_by(HomeVisit.planned_on).limit(1)).first()


def _values_of(section: str, entered: dict[str, Any]) -> dict[str, Any]:
    """The values of a section that is filled in; none of another."""
    _record, leading, names = SECTIONS[section]
    values = {name: entered.get(f"{section}_{name}") for name in names}
    return {name: value for name, value in values.items() if value is not None} if values[leading] else {}


def _record_visit(session: ScopedSession, warning: EarlyWarning, values: dict[str, Any]) -> None:
    """The planned visit has happened; one that nobody planned was planned for the day it happened."""
    if planned := planned_visit(session, warning):
        records.update(session, planned, values, planned.version)
    else:
        records.create(session, HomeVisit, {"warning_id": warning.id, "planned_on": values["done_on"]} | values)


def _grant_temporary(session: ScopedSession, warning: EarlyWarning, values: dict[str, Any]) -> None:
    """A grant to the person flagged, and that it followed the warning."""
    day = values.get("granted_on")
    household = None if day is None else session.scalars(_household_on(warning, day)).first()
    person = {"person_id": warning.person_id, "household_id": household, "region_code": warning.region_code}
    granted = records.create(session, TemporaryAssistance, person | values)
    response = {"warning_id": warning.id, "kind": ResponseKind.TEMPORARY, "temporary_id": granted.id}
    records.create(session, WarningResponse, response | {"started_on": granted.granted_on})


def _household_on(warning: EarlyWarning, day: Any) -> Any:
    member = (HouseholdMember.person_id == warning.person_id, HouseholdMember.is_in_force(day))
    return select(HouseholdMember.household_id).where(*member)


@contextmanager
def _named(section: str) -> Iterator[None]:
    """Faults of a record are said at the fields of its section."""
    fields = SECTIONS[section][2]

    def renamed(name: str) -> str:
        return f"{section}_{name}" if name in fields else ""

    try:
        yield
    except ValidationError as error:
        faults = {renamed(name): sentence for name, sentence in error.fields.items() if name != "reason"}
        faults |= {name: sentence for name, sentence in error.fields.items() if name == "reason"}
        raise ValidationError(faults, [(renamed(name), text) for name, text in error.doubts]) from error
