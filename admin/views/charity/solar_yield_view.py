"""Yearly yields of solar installations."""

from __future__ import annotations

from typing import ClassVar

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from admin.views.charity.solar_yield_batch_page import SolarYieldBatchPage
from shared.locale import lazy as _l
from shared.models import SolarYield


class SolarYieldView(RecordView):
    """Energy and income of an installation in a year."""

    batch_label = _l("Yields of a township")
    act_pages: ClassVar = (SolarYieldBatchPage,)
    model, actions, menu_position = SolarYield, ALL_ACTIONS, 4
    list_columns = ("installation_id", "year", "energy_kwh", "income_fen", "region_code")
    filter_columns = ("year", "region_code", "installation_id")
    form_columns = ("installation_id", "year", "energy_kwh", "income_fen", "region_code")
    number_search_column = "installation.delivery.household.number"
    summary_columns = ("year", "energy_kwh", "income_fen", "region_code")
