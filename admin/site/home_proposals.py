"""What the first page says about changes that wait for a second person."""

from __future__ import annotations

from typing import Any

from admin.display import region_names
from admin.display.waiting_changes import days_waiting
from admin.request.actions import ViewAction
from admin.request.view_registry import view_of
from shared.access import ScopedSession
from shared.models import ProposedChange
from shared.services.confirmation import inbox

MAX_ENTRIES = 10


def load_proposals(session: ScopedSession) -> dict[str, Any]:
    """For who decides: how much waits and what has waited longest; for who proposed: what waits or was not done."""
    if not view_of(ProposedChange).may(ViewAction.LIST):
        return {}
    number = inbox.count_to_decide(session)
    waiting, returned = inbox.load_own(session, MAX_ENTRIES)
    to_decide = inbox.load_to_decide(session, MAX_ENTRIES) if number else []
    region_names.preload(one.region_code for one in (*to_decide, *waiting, *returned))
    own = {"own_waiting": waiting, "own_returned": returned}
    return {"to_decide": to_decide, "to_decide_count": number, "days_waiting": days_waiting, **own}
