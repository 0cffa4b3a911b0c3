"""Outcomes of warnings."""

from __future__ import annotations

from typing import Any

from flask import url_for

from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import ALL_ACTIONS
from shared.locale import _
from shared.models import WarningOutcome
from shared.services.warning_handling import next_open_warning


class WarningOutcomeView(RecordView):
    """What the check of a warning came to."""

    model, actions, menu_position = WarningOutcome, ALL_ACTIONS, 3
    list_columns = ("warning_id", "result", "decided_on", "region_code")
    filter_columns = ("result", "region_code", "decided_on", "warning_id")
    form_columns = ("warning_id", "result", "decided_on", "region_code")
    name_search_column = "warning.person.name"
    summary_columns = ("result", "decided_on", "region_code")

    def next_label(self, record: Any | None) -> str:
        """Outcomes are entered warning by warning."""
        return "" if record is not None else _("Save and go to the next warning")

    def next_url(self, record: Any) -> str | None:
        """The outcome of the open warning that is due first."""
        following = next_open_warning(context.session(), record.warning)
        return None if following is None else url_for("warning_outcome.create_view", warning_id=following.id)
