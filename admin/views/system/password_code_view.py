"""One-time codes: who made one for whom, and whether it was used; the code itself is nowhere."""

from __future__ import annotations

from functools import cached_property

from admin.records.pagination import KeysetOrder
from admin.records.record_view import RecordView
from admin.request.actions import READ_ONLY
from shared.models import PasswordCode


class PasswordCodeView(RecordView):
    """What the security administrator watches: new passwords begin here."""

    record, verbs, menu_position = PasswordCode, READ_ONLY, 4
    column_list = ("made_at", "account_id", "made_by", "expires_at", "used_at")
    column_filters = ("account_id", "region_code")
    summary = ("account_id", "made_by", "made_at", "expires_at", "used_at")
    column_details_list = ("account_id", "made_by", "made_at", "expires_at", "used_at")

    @cached_property
    def usual_order(self) -> KeysetOrder:
        """Newest first."""
        return KeysetOrder((PasswordCode.id,), newest_first=True)
