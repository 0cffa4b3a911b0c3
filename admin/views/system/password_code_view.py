"""One-time codes: who made one for whom, and whether it was used; the code itself is nowhere."""

from __future__ import annotations

from admin.records.pagination import KeysetOrder
from admin.records.record_view import RecordView
from admin.request.actions import READ_ONLY
from shared.models import PasswordCode


class PasswordCodeView(RecordView):
    """What the security administrator watches: new passwords begin here."""

    model, actions, menu_position = PasswordCode, READ_ONLY, 4
    list_columns = ("made_at", "account_id", "made_by", "expires_at", "used_at")
    filter_columns = ("account_id", "region_code")
    summary_columns = ("account_id", "made_by", "made_at", "expires_at", "used_at")
    detail_columns = ("account_id", "made_by", "made_at", "expires_at", "used_at")

    def default_order(self) -> KeysetOrder:
        """Newest first."""
        return KeysetOrder((PasswordCode.id,), newest_first=True)
