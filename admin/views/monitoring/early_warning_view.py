"""Warnings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from flask import g
from sqlalchemy import select

from admin.records.bulk_act import BulkAct, refuse_void, setting
from admin.records.pagination import KeysetOrder
from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import ALL_ACTIONS
from admin.request.params import QueryParams
from admin.views.monitoring.warning_handling_page import WarningHandlingPage
from shared.access import ScopedSession
from shared.clock import today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import EarlyWarning, HomeVisit, OutcomeResult, WarningOutcome, WarningResponse
from shared.models.labelled_enum import label_of
from shared.services import records


def _refuse_decided(warning: EarlyWarning) -> str:
    return _("Verified already.") if warning.outcome is not None else ""


def _enter_outcome(session: ScopedSession, warning: EarlyWarning, values: dict[str, Any], _version: int | None) -> None:
    records.create(session, WarningOutcome, values | {"warning_id": warning.id})


OUTCOME = BulkAct(
    "outcome",
    _l("Enter the outcome"),
    ("result", "decided_on"),
    lambda warning: refuse_void(warning) or _refuse_decided(warning),
    _enter_outcome,
    fields_of=WarningOutcome,
)


class EarlyWarningView(RecordView):
    """Facts that say a person may be falling into hardship."""

    model, actions, menu_position = EarlyWarning, ALL_ACTIONS, 1
    list_columns = ("person_id", "risk", "level", "state", "due_on", "days_left", "issued_on", "region_code")
    derived_columns: ClassVar = {"state": _l("Status"), "days_left": _l("Days left")}
    numeric_columns = ("days_left",)
    default_status = "open"
    filter_columns = ("level", "risk", "region_code", "issued_on", "due_on", "person_id")
    sortable_columns = ("issued_on",)
    statuses: ClassVar[Any] = (
        ("open", _l("Open"), lambda: EarlyWarning.is_open),
        ("overdue", _l("Overdue"), lambda: EarlyWarning.is_overdue(today())),
        ("decided", _l("Verified"), lambda: EarlyWarning.is_decided),
    )
    bulk_acts = (setting("due", _l("Set the due date"), "due_on", refusal=_refuse_decided), OUTCOME)
    form_columns = ("person_id", "rule_key", "risk", "level", "issued_on", "due_on", "facts", "region_code")
    name_search_column = "person.name"
    detail_template = "early_warning.html"
    act_pages: ClassVar = (WarningHandlingPage,)
    summary_columns = ("level", "risk", "issued_on", "due_on", "region_code")
    related = ((HomeVisit, "warning_id"), (WarningOutcome, "warning_id"), (WarningResponse, "warning_id"))

    def order_for(self, params: QueryParams) -> KeysetOrder:
        """What is open by its due day, the oldest first; all others as they were issued, the newest first."""
        if params.get("state") in {"open", "overdue"}:
            return KeysetOrder((EarlyWarning.due_on, EarlyWarning.id), is_quick=False)
        return KeysetOrder((EarlyWarning.issued_on, EarlyWarning.id), newest_first=True)

    def untyped_conditions(self) -> Sequence[Any]:
        """The open ones: those are worked on."""
        return (EarlyWarning.is_open,)

    def preload(self, records: Iterable[Any]) -> None:
        """With their results."""
        records = list(records)
        super().preload(records)
        results = g.setdefault("results", {})
        results.update(dict.fromkeys(record.id for record in records))
        keys = [record.id for record in records]
        decided = select(WarningOutcome.warning_id, WarningOutcome.result).where(
            WarningOutcome.warning_id.in_(keys), WarningOutcome.retired_on.is_(None)
        )
        results.update(iter(context.session().execute(decided)))

    def derive(self, record: Any, name: str) -> Any:
        """The state, and the days until the due day: fewer than none once it has passed."""
        if name == "state":
            return self.status_label(record)
        return None if self._result_of(record) else (record.due_on - today()).days

    def _result_of(self, record: Any) -> str | None:
        if record.id not in g.setdefault("results", {}):
            self.preload([record])
        return g.results[record.id]

    def status_label(self, record: Any) -> str:
        """Open, overdue or decided."""
        result = self._result_of(record)
        if result is not None:
            return str(label_of(OutcomeResult, result))
        return _("Overdue") if record.due_on < today() else _("Open")
