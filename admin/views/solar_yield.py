"""Yearly yields of solar installations."""

from __future__ import annotations

from admin.base import SecureView
from admin.doors import KEPT
from shared.locale import lazy as _l
from shared.models import SolarYield


class SolarYieldView(SecureView):
    """Energy and income of an installation in a year."""

    record, section, verbs = SolarYield, "charity", KEPT
    column_list = ("installation_id", "year", "energy_kwh", "income_fen", "region_code")
    column_filters = ("year", "region_code", "installation_id")
    form_columns = ("installation_id", "year", "energy_kwh", "income_fen", "region_code")
    search_numbers = "installation.delivery.household.number"
    search_help = _l("Household number, from its first digits")
    summary = ("year", "energy_kwh", "income_fen", "region_code")
