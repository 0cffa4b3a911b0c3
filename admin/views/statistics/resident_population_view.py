"""Populations."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.models import ResidentPopulation


class ResidentPopulationView(RecordView):
    """Residents of a region at the end of a year."""

    model, actions, menu_position = ResidentPopulation, ALL_ACTIONS, 1
    list_columns = ("region_code", "year", "persons", "status")
    filter_columns = ("region_code", "year", "status")
    sortable_columns = ("persons",)
    form_columns = ("region_code", "year", "persons", "valid_from", "valid_to", "status", "source")
    summary_columns = ("region_code", "year", "persons", "status")
