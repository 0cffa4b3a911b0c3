"""Former disabilities of persons: kept when one changes, read here."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import READ_ONLY
from shared.models import PersonDisability


class PersonDisabilityView(RecordView):
    """What disabilities persons had before, from when to when."""

    model, actions, menu_position = PersonDisability, READ_ONLY, 7
    list_columns = ("person_id", "disability", "disability_level", "start_on", "end_on", "region_code")
    filter_columns = ("region_code", "end_on", "person_id", "disability", "disability_level")
    name_search_column = "person.name"
    summary_columns = ("person_id", "disability", "disability_level", "start_on", "end_on", "region_code")
