"""Home visits."""

from __future__ import annotations

from typing import Any, ClassVar

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import HomeVisit


class HomeVisitView(RecordView):
    """Visits made because of a warning."""

    record, verbs, menu_position = HomeVisit, ALL_ACTIONS, 2
    derived: ClassVar = {"state": _l("State")}
    column_list = ("warning_id", "state", "planned_on", "done_on", "visitor", "region_code")
    column_filters = ("region_code", "planned_on", "done_on", "visitor", "warning_id")
    states = (
        ("planned", _l("Not yet done"), lambda: HomeVisit.done_on.is_(None)),
        ("done", _l("Done"), lambda: HomeVisit.done_on.is_not(None)),
    )
    form_columns = ("warning_id", "planned_on", "done_on", "visitor", "findings", "region_code")
    search_names = "warning.person.name"
    search_help = _l("Name of the person warned about")
    summary = ("planned_on", "done_on", "visitor", "region_code")

    def state_of(self, record: Any) -> str:
        """Whether somebody went."""
        return _("Done") if record.done_on else _("Not yet done")
