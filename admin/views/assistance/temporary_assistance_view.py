"""Temporary assistance."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.models import TemporaryAssistance


class TemporaryAssistanceView(RecordView):
    """Grants in an emergency, at the place of the emergency."""

    model, actions, menu_position = TemporaryAssistance, ALL_ACTIONS, 3
    list_columns = (
        "person_id",
        "kind",
        "granted_on",
        "amount_fen",
        "is_aid_before_paperwork",
        "is_resident",
        "region_code",
    )
    filter_columns = ("kind", "region_code", "granted_on", "is_aid_before_paperwork", "is_resident", "person_id")
    form_columns = (
        "person_id",
        "household_id",
        "kind",
        "granted_on",
        "amount_fen",
        "is_aid_before_paperwork",
        "is_resident",
        "region_code",
    )
    name_search_column, number_search_column = "person.name", "household.number"
    summary_columns = ("kind", "granted_on", "amount_fen", "region_code")
