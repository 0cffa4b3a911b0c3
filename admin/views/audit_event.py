"""The audit trail, to be read."""

from __future__ import annotations

from functools import cached_property

from admin.base import SecureView
from admin.doors import SHOWN
from admin.paging import Order
from shared.models import AuditEvent


class AuditEventView(SecureView):
    """Who did what to which record, when and why."""

    record, section, verbs = AuditEvent, "system", SHOWN
    details_template = "audit_event.html"
    column_list = ("at", "actor", "action", "record", "record_id", "reason", "region_code")
    column_filters = ("record", "record_id", "actor", "action", "region_code")
    summary = ("at", "actor", "action", "record", "record_id", "region_code")

    @cached_property
    def usual_order(self) -> Order:
        """Newest first."""
        return Order((AuditEvent.id,), newest_first=True)
