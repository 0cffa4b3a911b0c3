"""How long a proposal has waited, and what waits about the record of a page."""

from __future__ import annotations

from admin.request import context
from shared.access import Permission
from shared.clock import LOCAL, now
from shared.models import ProposedChange
from shared.models.base import Base
from shared.services.confirmation import inbox


def days_waiting(proposed: ProposedChange) -> int:
    """Days since it was proposed, until it was decided or today."""
    end = proposed.decided_at or now()
    return max(0, (end.astimezone(LOCAL).date() - proposed.proposed_at.astimezone(LOCAL).date()).days)


def waiting_about(record: Base) -> list[ProposedChange]:
    """What waits about a record, as far as the user may read it."""
    actor = context.actor_or_none()
    if actor is None or not actor.has_permission(Permission.RECOGNITION_READ):
        return []
    return inbox.waiting_about(context.session(), record)
