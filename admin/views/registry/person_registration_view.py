"""Former registrations of persons: kept when one moves, read here."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import READ_ONLY
from shared.models import PersonRegistration


class PersonRegistrationView(RecordView):
    """Where persons were registered before, from when to when."""

    model, actions, menu_position = PersonRegistration, READ_ONLY, 6
    list_columns = ("person_id", "registration_region_code", "start_on", "end_on", "region_code")
    filter_columns = ("region_code", "end_on", "person_id")
    name_search_column = "person.name"
    summary_columns = ("person_id", "registration_region_code", "start_on", "end_on", "region_code")
