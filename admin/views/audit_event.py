"""The audit trail, to be read."""

from __future__ import annotations

from functools import cached_property

from admin import current
from admin.base import SecureView
from admin.doors import SHOWN
from admin.paging import Order
from shared.models import AuditEvent
from shared.models.labels import CIRCUMSTANCES, label


class AuditEventView(SecureView):
    """Who did what to which record, when and why."""

    record, section, verbs = AuditEvent, "system", SHOWN
    details_template = "audit_event.html"
    column_list = ("at", "actor", "action", "record", "record_id", "reason", "region_code")
    column_filters = ("record", "record_id", "actor", "action", "region_code")
    column_details_list = ("at", "actor", "action", "record", "record_id", "region_code", "reason", "digest")
    summary = ("at", "actor", "action", "record", "record_id", "region_code")

    def label_of_change(self, event: AuditEvent, name: str) -> str:
        """What people call what changed: a column of the record, or what else the event tells."""
        record = next((view.record for view in current.views() if view.record.__tablename__ == event.record), None)
        if record is not None and name in record.__mapper__.columns:
            return str(label(record, name))
        return str(CIRCUMSTANCES.get(name, name))

    @cached_property
    def usual_order(self) -> Order:
        """Newest first."""
        return Order((AuditEvent.id,), newest_first=True)
