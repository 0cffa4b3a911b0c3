"""Sessions of signed-in people, as an administrator sees them."""

from __future__ import annotations

from shared import audit
from shared.access import Permission, ScopedSession
from shared.access.sign_in import ENDED
from shared.clock import now
from shared.models import SignInSession


def end_session(session: ScopedSession, sign_in_session: SignInSession) -> None:
    """Sign a browser out, at its next request; nothing happens when it is signed out already."""
    session.actor.require_everywhere(Permission.SECURITY_EDIT)
    if sign_in_session.ended_at is None:
        sign_in_session.ended_at, sign_in_session.ended_why = now(), ENDED
        region = sign_in_session.account.region_code
        audit.append_about(
            session, sign_in_session, actor=session.actor.login, action="end_session", region_code=region
        )
