"""Receipts."""

from __future__ import annotations

from typing import Any

from flask import url_for

from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import ALL_ACTIONS
from shared.locale import _
from shared.models import Receipt
from shared.services.delivery_receipts import next_without_receipt


class ReceiptView(RecordView):
    """The household confirmed that a delivery arrived."""

    model, actions, menu_position = Receipt, ALL_ACTIONS, 2
    list_columns = ("delivery_id", "signed_on", "signed_by", "region_code")
    filter_columns = ("region_code", "signed_on", "delivery_id")
    form_columns = ("delivery_id", "signed_on", "signed_by", "region_code")
    number_search_column = "delivery.household.number"
    summary_columns = ("signed_on", "signed_by", "region_code")

    def next_label(self, record: Any | None) -> str:
        """Receipts are entered delivery by delivery."""
        return "" if record is not None else _("Save and go to the next delivery")

    def next_url(self, record: Any) -> str | None:
        """The receipt of the delivery of the same cycle that has waited longest for one."""
        following = next_without_receipt(context.session(), record.delivery)
        return None if following is None else url_for("receipt.create_view", delivery_id=following.id)
