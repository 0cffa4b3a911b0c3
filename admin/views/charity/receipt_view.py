"""Receipts."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import lazy as _l
from shared.models import Receipt


class ReceiptView(RecordView):
    """The household confirmed that a delivery arrived."""

    model, actions, menu_position = Receipt, ALL_ACTIONS, 2
    list_columns = ("delivery_id", "signed_on", "signed_by", "region_code")
    filter_columns = ("region_code", "signed_on", "delivery_id")
    form_columns = ("delivery_id", "signed_on", "signed_by", "region_code")
    number_search_column = "delivery.household.number"
    search_help = _l("Household number, or its first digits")
    summary_columns = ("signed_on", "signed_by", "region_code")
