"""Assistance that followed a warning."""

from __future__ import annotations

from typing import ClassVar

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.models import WarningResponse
from shared.services.checks.warning_checks import COLUMNS


class WarningResponseView(RecordView):
    """Points at the record of the assistance, or names the department that took over."""

    model, actions, menu_position = WarningResponse, ALL_ACTIONS, 4
    field_conditions: ClassVar = {column: f"kind={kind}" for kind, column in COLUMNS.items()}
    list_columns = ("warning_id", "kind", "started_on", "region_code")
    filter_columns = (
        "kind",
        "region_code",
        "started_on",
        "warning_id",
        "spell_id",
        "temporary_id",
        "special_id",
        "delivery_id",
    )
    form_columns = (
        "warning_id",
        "kind",
        "started_on",
        "spell_id",
        "temporary_id",
        "special_id",
        "delivery_id",
        "department",
        "region_code",
    )
    name_search_column = "warning.person.name"
    summary_columns = ("kind", "started_on", "region_code")
