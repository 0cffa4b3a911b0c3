"""Yearly yields of solar installations."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import lazy as _l
from shared.models import SolarYield


class SolarYieldView(RecordView):
    """Energy and income of an installation in a year."""

    record, verbs, menu_position = SolarYield, ALL_ACTIONS, 4
    column_list = ("installation_id", "year", "energy_kwh", "income_fen", "region_code")
    column_filters = ("year", "region_code", "installation_id")
    form_columns = ("installation_id", "year", "energy_kwh", "income_fen", "region_code")
    search_numbers = "installation.delivery.household.number"
    search_help = _l("Household number, from its first digits")
    summary = ("year", "energy_kwh", "income_fen", "region_code")
