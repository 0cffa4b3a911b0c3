"""Warnings."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists

from admin.base import SecureView
from admin.doors import KEPT
from shared.clock import today
from shared.locale import lazy as _l
from shared.models import Outcome, Response, Visit, Warning  # noqa: A004


def _decided() -> ColumnElement[bool]:
    return exists().where(Outcome.warning_id == Warning.id, Outcome.retired_on.is_(None))


def OPEN() -> ColumnElement[bool]:  # noqa: N802 - reads as the state it is
    """In use and without an outcome."""
    return and_(Warning.retired_on.is_(None), ~_decided())


def OVERDUE() -> ColumnElement[bool]:  # noqa: N802
    """Open although the due date has passed."""
    return and_(OPEN(), Warning.due_on < today())


class WarningView(SecureView):
    """Facts that say a person may be falling into hardship."""

    record, menu, verbs = Warning, "monitoring", KEPT
    column_list = ("person_id", "risk", "level", "issued_on", "due_on", "region_code")
    column_filters = ("level", "risk", "region_code", "issued_on", "due_on", "person_id")
    column_sortable_list = ("issued_on",)
    states = (
        ("open", _l("Open"), OPEN),
        ("overdue", _l("Overdue"), OVERDUE),
        ("decided", _l("Decided"), _decided),
    )
    form_columns = ("person_id", "rule_key", "risk", "level", "issued_on", "due_on", "facts", "region_code")
    search_names = "person.name"
    search_help = _l("Name or identity number")
    summary = ("level", "risk", "issued_on", "due_on", "region_code")
    related = ((Visit, "warning_id"), (Outcome, "warning_id"), (Response, "warning_id"))
