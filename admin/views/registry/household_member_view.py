"""Household members."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.models import HouseholdMember


class HouseholdMemberView(RecordView):
    """Who belonged to which household from when to when."""

    model, actions, menu_position = HouseholdMember, ALL_ACTIONS, 3
    list_columns = ("person_id", "household_id", "relation", "start_on", "end_on", "region_code")
    filter_columns = ("region_code", "relation", "start_on", "end_on", "person_id", "household_id")
    form_columns = ("person_id", "household_id", "relation", "start_on", "end_on", "region_code")
    name_search_column, number_search_column = "person.name", "household.number"
    summary_columns = ("relation", "start_on", "end_on", "region_code")
