"""Quotas of counties."""

from __future__ import annotations

from typing import ClassVar

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from admin.request.params import QueryParams
from admin.views.charity.cycle_choice import CYCLE
from admin.views.charity.quota_batch_page import QuotaBatchPage
from shared.locale import lazy as _l
from shared.models import Quota


class QuotaView(RecordView):
    """How many units of a cycle a county may hand out."""

    batch_label = _l("Quotas of all counties")
    act_pages: ClassVar = (QuotaBatchPage,)
    model, actions, menu_position = Quota, ALL_ACTIONS, 8
    list_columns = ("region_code", "cycle_id", "units")
    filter_columns = ("cycle_id", "region_code")
    form_columns = ("cycle_id", "region_code", "units")
    summary_columns = ("cycle_id", "region_code", "units")

    def batch_params(self, params: QueryParams) -> dict[str, str]:
        """With the cycle."""
        cycle = {CYCLE: params["cycle_id"]} if params.get("cycle_id") else {}
        return super().batch_params(params) | cycle
