"""Quotas of counties."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.models import Quota


class QuotaView(RecordView):
    """How many units of a cycle a county may hand out."""

    model, actions, menu_position = Quota, ALL_ACTIONS, 8
    list_columns = ("region_code", "cycle_id", "units")
    filter_columns = ("cycle_id", "region_code")
    form_columns = ("cycle_id", "region_code", "units")
    summary_columns = ("cycle_id", "region_code", "units")
