"""Household members."""

from __future__ import annotations

from typing import Any

from admin.forms.builder import RecordForm
from admin.records.edit_hooks import expected_version
from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import ALL_ACTIONS
from shared.access import ScopedSession
from shared.models import HouseholdMember
from shared.services.membership_ends import edit_membership, void_membership


class HouseholdMemberView(RecordView):
    """Who belonged to which household from when to when."""

    model, actions, menu_position = HouseholdMember, ALL_ACTIONS, 3
    list_columns = ("person_id", "household_id", "relation", "start_on", "end_on", "region_code")
    filter_columns = ("region_code", "relation", "start_on", "end_on", "person_id", "household_id")
    form_columns = ("person_id", "household_id", "relation", "start_on", "end_on", "region_code")
    name_search_column, number_search_column = "person.name", "household.number"
    summary_columns = ("relation", "start_on", "end_on", "region_code")

    def update(self, record: Any, form: RecordForm) -> Any:
        """A member who leaves is asked about."""
        return edit_membership(context.session(), record, self.values_to_save(form, record), expected_version())

    def retire(self, session: ScopedSession, record: Any, reason: str, version: int | None) -> None:
        """Nobody who is recognised is left out, no family without a head."""
        void_membership(session, record, reason, version)
