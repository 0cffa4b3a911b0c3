"""Quotas of counties."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.models import Quota


class QuotaView(RecordView):
    """How many units of a run a county may hand out."""

    record, verbs, menu_position = Quota, ALL_ACTIONS, 8
    column_list = ("region_code", "run_id", "units")
    column_filters = ("run_id", "region_code")
    form_columns = ("run_id", "region_code", "units")
    summary = ("run_id", "region_code", "units")
