"""Former places of households: kept by moves, read here."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import READ_ONLY
from shared.models import HouseholdPlace


class HouseholdPlaceView(RecordView):
    """Where households stood before, from when to when."""

    model, actions, menu_position = HouseholdPlace, READ_ONLY, 5
    list_columns = ("household_id", "role", "address", "start_on", "end_on", "region_code")
    filter_columns = ("region_code", "role", "end_on", "household_id")
    number_search_column = "household.number"
    summary_columns = ("household_id", "role", "start_on", "end_on", "region_code")
