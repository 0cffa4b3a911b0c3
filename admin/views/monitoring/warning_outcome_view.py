"""Outcomes of warnings."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import lazy as _l
from shared.models import WarningOutcome


class WarningOutcomeView(RecordView):
    """What the check of a warning came to."""

    model, actions, menu_position = WarningOutcome, ALL_ACTIONS, 3
    list_columns = ("warning_id", "result", "decided_on", "region_code")
    filter_columns = ("result", "region_code", "decided_on", "warning_id")
    form_columns = ("warning_id", "result", "decided_on", "region_code")
    name_search_column = "warning.person.name"
    search_help = _l("Name of the person flagged")
    summary_columns = ("result", "decided_on", "region_code")
