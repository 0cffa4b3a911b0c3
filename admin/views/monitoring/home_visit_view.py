"""Home visits."""

from __future__ import annotations

from typing import Any, ClassVar

from admin.records.bulk_act import setting
from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import HomeVisit


def _refuse_done(visit: HomeVisit) -> str:
    return _("Visited already, on {day}.").format(day=visit.done_on) if visit.done_on else ""


class HomeVisitView(RecordView):
    """Visits made because of a warning."""

    model, actions, menu_position = HomeVisit, ALL_ACTIONS, 2
    derived_columns: ClassVar = {"state": _l("Status")}
    list_columns = ("warning_id", "state", "planned_on", "done_on", "visitor", "region_code")
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
    search_help = _l("Name of the person flagged")
    summary_columns = ("planned_on", "done_on", "visitor", "region_code")

    def status_label(self, record: Any) -> str:
        """Whether somebody went."""
        return _("Visited") if record.done_on else _("To be visited")
