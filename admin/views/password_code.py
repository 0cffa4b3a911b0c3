"""One-time codes: who made one for whom, and whether it was used; the code itself is nowhere."""

from __future__ import annotations

from functools import cached_property

from admin.base import SecureView
from admin.doors import SHOWN
from admin.paging import Order
from shared.models import PasswordCode


class PasswordCodeView(SecureView):
    """What the security administrator watches: new passwords begin here."""

    record, section, verbs = PasswordCode, "system", SHOWN
    column_list = ("made_at", "account_id", "made_by", "expires_at", "used_at")
    column_filters = ("account_id", "region_code")
    summary = ("account_id", "made_by", "made_at", "expires_at", "used_at")
    column_details_list = ("account_id", "made_by", "made_at", "expires_at", "used_at")

    @cached_property
    def usual_order(self) -> Order:
        """Newest first."""
        return Order((PasswordCode.id,), newest_first=True)
