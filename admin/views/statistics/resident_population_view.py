"""Populations."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.models import ResidentPopulation


class ResidentPopulationView(RecordView):
    """Residents of a region at the end of a year."""

    record, verbs, menu_position = ResidentPopulation, ALL_ACTIONS, 1
    column_list = ("region_code", "year", "persons", "status")
    column_filters = ("region_code", "year", "status")
    column_sortable_list = ("persons",)
    form_columns = ("region_code", "year", "persons", "valid_from", "valid_to", "status", "source")
    summary = ("region_code", "year", "persons", "status")
