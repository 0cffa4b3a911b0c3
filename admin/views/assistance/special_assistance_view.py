"""Special assistance."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.models import SpecialAssistance


class SpecialAssistanceView(RecordView):
    """Medical, education, housing and employment assistance."""

    model, actions, menu_position = SpecialAssistance, ALL_ACTIONS, 2
    list_columns = ("person_id", "kind", "granted_on", "amount_fen", "household_id", "region_code")
    filter_columns = ("kind", "region_code", "granted_on", "person_id", "household_id")
    form_columns = ("person_id", "household_id", "kind", "granted_on", "amount_fen", "region_code")
    name_search_column, number_search_column = "person.name", "household.number"
    summary_columns = ("kind", "granted_on", "amount_fen", "region_code")
