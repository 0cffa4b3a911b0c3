"""Income and consumption per head."""

from __future__ import annotations

from admin.base import SecureView
from admin.doors import KEPT
from shared.models import ResidentStatistic


class ResidentStatisticView(SecureView):
    """As the statistics bureaus publish them."""

    record, section, verbs = ResidentStatistic, "statistics", KEPT
    column_list = ("region_code", "measure", "population_group", "year", "amount_fen", "status")
    column_filters = ("measure", "population_group", "region_code", "year", "status")
    column_sortable_list = ("year", "amount_fen")
    form_columns = ("region_code", "measure", "population_group", "year", "amount_fen", "status", "source")
    summary = ("region_code", "year", "amount_fen", "status")
