"""Income and consumption per head."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.models import ResidentStatistic


class ResidentStatisticView(RecordView):
    """As the statistics bureaus publish them."""

    model, actions, menu_position = ResidentStatistic, ALL_ACTIONS, 2
    list_columns = ("region_code", "measure", "population_group", "year", "amount_fen", "status")
    filter_columns = ("measure", "population_group", "region_code", "year", "status")
    sortable_columns = ("year", "amount_fen")
    form_columns = ("region_code", "measure", "population_group", "year", "amount_fen", "status", "source")
    summary_columns = ("region_code", "year", "amount_fen", "status")
