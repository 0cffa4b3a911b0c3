"""Receipts."""

from __future__ import annotations

from admin.records.record_view import RecordView
from admin.request.actions import ALL_ACTIONS
from shared.locale import lazy as _l
from shared.models import Receipt


class ReceiptView(RecordView):
    """The household confirmed that a delivery arrived."""

    record, verbs, menu_position = Receipt, ALL_ACTIONS, 2
    column_list = ("delivery_id", "signed_on", "signed_by", "region_code")
    column_filters = ("region_code", "signed_on", "delivery_id")
    form_columns = ("delivery_id", "signed_on", "signed_by", "region_code")
    search_numbers = "delivery.household.number"
    search_help = _l("Household number, from its first digits")
    summary = ("signed_on", "signed_by", "region_code")
