"""Benefit payments."""

from __future__ import annotations

from admin.base import SecureView
from admin.doors import KEPT
from shared.locale import lazy as _l
from shared.models import Payment


class PaymentView(SecureView):
    """What households were paid for which month."""

    record, section, verbs = Payment, "assistance", KEPT
    column_list = ("household_id", "tier", "month", "amount_fen", "paid_on", "region_code")
    column_filters = ("tier", "month", "region_code", "paid_on", "household_id")
    form_columns = ("household_id", "tier", "month", "amount_fen", "paid_on", "region_code")
    search_numbers = "household.number"
    search_help = _l("Household number, from its first digits")
    summary = ("tier", "month", "amount_fen", "paid_on", "region_code")
