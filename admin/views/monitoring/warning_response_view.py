"""Assistance that followed a warning."""

from __future__ import annotations

from typing import ClassVar

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import lazy as _l
from shared.models import WarningResponse
from shared.services.checks.warnings import COLUMNS


class WarningResponseView(RecordView):
    """Points at the record of the assistance, or names the department that took over."""

    record, verbs, menu_position = WarningResponse, ALL_ACTIONS, 4
    only_for: ClassVar = {column: f"kind={kind}" for kind, column in COLUMNS.items()}
    column_list = ("warning_id", "kind", "started_on", "region_code")
    column_filters = (
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
    search_names = "warning.person.name"
    search_help = _l("Name of the person warned about")
    summary = ("kind", "started_on", "region_code")
