"""Rooftop solar installations."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import lazy as _l
from shared.models import SolarInstallation, SolarYield


class SolarInstallationView(RecordView):
    """The panels of one delivery."""

    model, actions, menu_position = SolarInstallation, ALL_ACTIONS, 3
    list_columns = ("delivery_id", "capacity_watt", "connected_on", "region_code")
    filter_columns = ("region_code", "connected_on", "delivery_id")
    statuses = (
        ("connected", _l("Connected"), lambda: SolarInstallation.connected_on.is_not(None)),
        ("waiting", _l("Not yet connected"), lambda: SolarInstallation.connected_on.is_(None)),
    )
    form_columns = ("delivery_id", "capacity_watt", "connected_on", "region_code")
    number_search_column = "delivery.household.number"
    summary_columns = ("capacity_watt", "connected_on", "region_code")
    related = ((SolarYield, "installation_id"),)
