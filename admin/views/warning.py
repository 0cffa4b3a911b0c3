"""Warnings."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select

from admin import current
from admin.base import SecureView
from admin.doors import KEPT
from shared.clock import today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Outcome, Response, Result, Visit, Warning  # noqa: A004
from shared.models.choices import label_of


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

    record, section, verbs = Warning, "monitoring", KEPT
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

    def state_of(self, record: Any) -> str:
        """Open, overdue or decided."""
        decided = select(Outcome.result).where(Outcome.warning_id == record.id, Outcome.retired_on.is_(None))
        result = current.session().scalars(decided).first()
        if result is not None:
            return str(label_of(Result, result))
        return _("Overdue") if record.due_on < today() else _("Open")
