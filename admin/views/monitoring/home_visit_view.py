"""Home visits."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import url_for

from admin.records.bulk_act import setting
from admin.records.pagination import KeysetOrder
from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import ALL_ACTIONS
from admin.request.params import QueryParams
from shared.clock import today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import HomeVisit
from shared.services.warning_handling import next_planned_visit


def _refuse_done(visit: HomeVisit) -> str:
    return _("Visited already, on {day}.").format(day=visit.done_on) if visit.done_on else ""


class HomeVisitView(RecordView):
    """Visits made because of a warning."""

    model, actions, menu_position = HomeVisit, ALL_ACTIONS, 2
    derived_columns: ClassVar = {"state": _l("Status"), "days_left": _l("Days left")}
    numeric_columns = ("days_left",)
    list_columns = ("warning_id", "state", "planned_on", "days_left", "done_on", "visitor", "region_code")
    filter_columns = ("region_code", "planned_on", "done_on", "visitor", "warning_id")
    statuses = (
        ("planned", _l("To be visited"), lambda: HomeVisit.done_on.is_(None)),
        ("done", _l("Visited"), lambda: HomeVisit.done_on.is_not(None)),
    )
    bulk_acts = (
        setting("assign", _l("Assign"), "planned_on", "visitor", refusal=_refuse_done),
        setting("done", _l("Enter as visited"), "done_on", refusal=_refuse_done),
    )
    form_columns = ("warning_id", "planned_on", "done_on", "visitor", "findings", "region_code")
    name_search_column = "warning.person.name"
    summary_columns = ("planned_on", "done_on", "visitor", "region_code")

    def order_for(self, params: QueryParams) -> KeysetOrder:
        """What is still to be visited by the day it is planned for, the oldest first."""
        if params.get("state") == "planned":
            return KeysetOrder((HomeVisit.planned_on, HomeVisit.id), is_quick=False)
        return self.default_order()

    def derive(self, record: Any, name: str) -> Any:
        """The state, and the days until the visit is due: fewer than none once the day has passed."""
        if name == "state":
            return self.status_label(record)
        return None if record.done_on else (record.planned_on - today()).days

    def next_label(self, record: Any | None) -> str:
        """Visits that are planned are entered one by one."""
        return _("Save and go to the next visit") if record is not None and record.done_on is None else ""

    def next_url(self, record: Any) -> str | None:
        """The visit that is due first."""
        following = next_planned_visit(context.session(), record)
        return None if following is None else url_for("home_visit.edit_view", id=following.id)

    def status_label(self, record: Any) -> str:
        """Whether somebody went."""
        return _("Visited") if record.done_on else _("To be visited")
