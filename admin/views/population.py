"""Populations."""

from __future__ import annotations

from admin.base import SecureView
from admin.doors import KEPT
from shared.models import ResidentPopulation


class PopulationView(SecureView):
    """Residents of a region at the end of a year."""

    record, section, verbs = ResidentPopulation, "statistics", KEPT
    column_list = ("region_code", "year", "persons", "status")
    column_filters = ("region_code", "year", "status")
    column_sortable_list = ("persons",)
    form_columns = ("region_code", "year", "persons", "valid_from", "valid_to", "status", "source")
    summary = ("region_code", "year", "persons", "status")
