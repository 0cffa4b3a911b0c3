"""Household members."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import lazy as _l
from shared.models import HouseholdMember


class HouseholdMemberView(RecordView):
    """Who belonged to which household from when to when."""

    record, verbs, menu_position = HouseholdMember, ALL_ACTIONS, 3
    column_list = ("person_id", "household_id", "relation", "start_on", "end_on", "region_code")
    column_filters = ("region_code", "relation", "start_on", "end_on", "person_id", "household_id")
    form_columns = ("person_id", "household_id", "relation", "start_on", "end_on", "region_code")
    search_names, search_numbers = "person.name", "household.number"
    search_help = _l("Name, identity number or household number")
    summary = ("relation", "start_on", "end_on", "region_code")
