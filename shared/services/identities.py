"""Identity numbers: finding the person behind one, and showing it in clear for a reason."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from shared import audit
from shared.access import Permission, ScopedSession, elevated
from shared.access.permission_denied import PermissionDenied
from shared.clock import now
from shared.errors import UserError
from shared.identity import Sealer
from shared.identity_text import find_candidates
from shared.locale import _
from shared.models import AuditEvent, Person

from .moved_families import has_moved_away
from .records import require_reason

REVEAL = "reveal"
MAX_REVEALS = 30
REVEAL_WINDOW = timedelta(hours=1)


def find(session: ScopedSession, text: str, sealer: Sealer) -> Person | None:
    """The person whose whole identity number a text is or holds, inside the scope of the session."""
    indexes = [sealer.index(number) for number in find_candidates(text)]
    persons = session.scalars(select(Person).where(Person.identity_index.in_(indexes))).all()
    return min(persons, key=lambda person: indexes.index(person.identity_index or b""), default=None)


def reveal(session: ScopedSession, person: Person, reason: str, sealer: Sealer) -> str:
    """The number in clear. Written to the audit trail with the reason, in the same transaction; rate-limited."""
    session.actor.require(Permission.REGISTRY_REVEAL, person.region_code)
    if has_moved_away(person):
        raise PermissionDenied
    reason = require_reason(reason)
    if person.identity_encrypted is None:
        raise UserError(_("No identity number is recorded for this person."))
    _check_reveal_limit(session)
    audit.append_about(session, person, actor=session.actor.login, action=REVEAL, reason=reason)
    return sealer.decrypt(person.identity_encrypted)


def _check_reveal_limit(session: ScopedSession) -> None:
    lately = (
        AuditEvent.at > now() - REVEAL_WINDOW,
        AuditEvent.actor == session.actor.login,
        AuditEvent.action == REVEAL,
    )
    with elevated(session) as system:
        count = system.scalar(select(func.count()).select_from(AuditEvent).where(*lately)) or 0
    if count >= MAX_REVEALS:
        raise UserError(_("You have viewed {n} identity numbers within an hour. Try again later.").format(n=count))
