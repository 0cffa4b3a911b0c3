"""Sessions of signed-in people, as an administrator sees them."""

from __future__ import annotations

from shared import audit
from shared.access import Permission, ScopedSession
from shared.access.sign_in import ENDED
from shared.clock import now
from shared.models import SignInSession


def end_session(session: ScopedSession, found: SignInSession) -> None:
    """Sign a browser out, at its next request; nothing happens when it is signed out already."""
    session.actor.require_everywhere(Permission.SECURITY_EDIT)
    if found.ended_at is None:
        found.ended_at, found.ended_why = now(), ENDED
        place = found.account.region_code
        audit.append_about(session, found, actor=session.actor.login, action="end_session", region_code=place)
