"""Outcomes of warnings."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import lazy as _l
from shared.models import WarningOutcome


class WarningOutcomeView(RecordView):
    """What the check of a warning came to."""

    record, verbs, menu_position = WarningOutcome, ALL_ACTIONS, 3
    column_list = ("warning_id", "result", "decided_on", "region_code")
    column_filters = ("result", "region_code", "decided_on", "warning_id")
    form_columns = ("warning_id", "result", "decided_on", "region_code")
    search_names = "warning.person.name"
    search_help = _l("Name of the person warned about")
    summary = ("result", "decided_on", "region_code")
