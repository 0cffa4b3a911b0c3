"""Special assistance."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import lazy as _l
from shared.models import SpecialAssistance


class SpecialAssistanceView(RecordView):
    """Medical, education, housing and employment assistance."""

    record, verbs, menu_position = SpecialAssistance, ALL_ACTIONS, 2
    column_list = ("person_id", "kind", "granted_on", "amount_fen", "household_id", "region_code")
    column_filters = ("kind", "region_code", "granted_on", "person_id", "household_id")
    form_columns = ("person_id", "household_id", "kind", "granted_on", "amount_fen", "region_code")
    search_names, search_numbers = "person.name", "household.number"
    search_help = _l("Name, identity number or household number")
    summary = ("kind", "granted_on", "amount_fen", "region_code")
