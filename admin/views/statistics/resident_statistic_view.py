"""Income and consumption per head."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.models import ResidentStatistic


class ResidentStatisticView(RecordView):
    """As the statistics bureaus publish them."""

    record, verbs, menu_position = ResidentStatistic, ALL_ACTIONS, 2
    column_list = ("region_code", "measure", "population_group", "year", "amount_fen", "status")
    column_filters = ("measure", "population_group", "region_code", "year", "status")
    column_sortable_list = ("year", "amount_fen")
    form_columns = ("region_code", "measure", "population_group", "year", "amount_fen", "status", "source")
    summary = ("region_code", "year", "amount_fen", "status")
