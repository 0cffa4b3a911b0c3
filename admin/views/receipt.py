"""Receipts."""

from __future__ import annotations

from admin.base import SecureView
from admin.doors import KEPT
from shared.locale import lazy as _l
from shared.models import Receipt


class ReceiptView(SecureView):
    """The household confirmed that a delivery arrived."""

    record, section, verbs = Receipt, "charity", KEPT
    column_list = ("delivery_id", "signed_on", "signed_by", "region_code")
    column_filters = ("region_code", "signed_on", "delivery_id")
    form_columns = ("delivery_id", "signed_on", "signed_by", "region_code")
    search_numbers = "delivery.household.number"
    search_help = _l("Household number, from its first digits")
    summary = ("signed_on", "signed_by", "region_code")
