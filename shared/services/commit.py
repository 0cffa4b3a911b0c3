"""The end of a unit of work: records, figures and audit trail are committed together or not at all."""

from __future__ import annotations

from shared import audit
from shared.access import ScopedSession
from shared.indicators.refresh import refresh


def commit(session: ScopedSession) -> None:
    """Flush, refresh the figures that the changes touch, write the audit trail, commit. Called by edges only."""
    session.flush()
    changes, session.touched = session.touched, []
    refresh(session, changes)
    audit.write_changes(session, session.actor.login, changes, session.reason)
    session.commit()
