"""Standards of assistance."""

from __future__ import annotations

from typing import Any

from admin.forms.builder import RecordForm
from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import ALL_ACTIONS
from shared.models import AssistanceStandard
from shared.services import assistance_standards


class AssistanceStandardView(RecordView):
    """What a city pays per person and month, from a day on."""

    model, actions, menu_position = AssistanceStandard, ALL_ACTIONS, 1
    list_columns = ("region_code", "kind", "coverage", "monthly_fen", "valid_from", "valid_to", "status")
    filter_columns = ("kind", "region_code", "valid_from", "status")
    sortable_columns = ("valid_from", "monthly_fen")
    form_columns = (
        "region_code",
        "kind",
        "coverage",
        "monthly_fen",
        "valid_from",
        "valid_to",
        "status",
        "source",
        "note",
    )
    summary_columns = ("region_code", "monthly_fen", "valid_from", "status")

    def create(self, form: RecordForm) -> Any:
        """A new standard; the one before ends on its first day."""
        standard = super().create(form)
        assistance_standards.close_previous(context.session(), standard)
        return standard
