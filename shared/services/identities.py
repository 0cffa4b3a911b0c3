"""Identity numbers: entering one, finding the person behind it, and showing it in clear for a reason."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from shared import audit
from shared.access import Permission, ScopedSession, elevated
from shared.clock import now
from shared.identity import Sealer, is_valid, mask, normalise
from shared.locale import _
from shared.models import AuditEvent, IdentityKind, Person
from shared.problems import Problem

from .invalid import Invalid
from .records import given

REVEAL = "reveal"
MOST_REVEALED = 30
REVEALED_WITHIN = timedelta(hours=1)
FORMS: dict[str, re.Pattern[str]] = {
    IdentityKind.RESIDENT: re.compile(r"[0-9]{17}[0-9X]"),
    IdentityKind.HONG_KONG_MACAU: re.compile(r"[0-9A-Z]{8,18}"),
    IdentityKind.TAIWAN: re.compile(r"[0-9A-Z]{8,18}"),
    IdentityKind.FOREIGN: re.compile(r"[0-9A-Z]{15,18}"),
}


def sealed(number: str, kind: str, sealer: Sealer, *, as_written: bool = False) -> dict[str, Any]:
    """The columns of a person that hold an identity number. Invalid when it cannot be right.

    A wrong check digit or birth date is accepted only `as_written`, when the document itself says so; it is marked.
    """
    number = normalise(number)
    if kind == IdentityKind.NONE:
        if number:
            raise _wrong(_("A person without a document has no identity number."))
        return _columns(None, None, "", valid=True)
    if not FORMS[kind].fullmatch(number):
        raise _wrong(_form(kind))
    valid = kind != IdentityKind.RESIDENT or is_valid(number)
    if not valid and not as_written:
        raise _wrong(_("Check digit or birth date do not fit: look at the document again."))
    encrypted, index = sealer.encrypt(number)
    return _columns(encrypted, index, mask(number), valid=valid)


def _columns(encrypted: bytes | None, index: bytes | None, masked: str, *, valid: bool) -> dict[str, Any]:
    return {
        "identity_encrypted": encrypted,
        "identity_index": index,
        "identity_masked": masked,
        "identity_valid": valid,
    }


def _form(kind: str) -> str:
    if kind == IdentityKind.RESIDENT:
        return _("A resident identity number has 17 digits and a check digit (0–9 or X).")
    return _("The number on this document has 8 to 18 letters and digits.")


def _wrong(sentence: str) -> Invalid:
    return Invalid({"identity_number": sentence})


def looks_like_number(text: str) -> bool:
    """Whether somebody typed an identity number: such a text belongs in no address and no log."""
    return bool(re.fullmatch(r"[0-9]{14,17}[0-9X]", normalise(text)))


def find(session: ScopedSession, number: str, sealer: Sealer) -> Person | None:
    """The person with exactly this number inside the scope of the session."""
    return session.scalars(select(Person).where(Person.identity_index == sealer.index(normalise(number)))).first()


def reveal(session: ScopedSession, person: Person, reason: str, sealer: Sealer) -> str:
    """The number in clear. Written to the audit trail with the reason, in the same transaction; rate-limited."""
    session.actor.require(Permission.IDENTITY_REVEAL, person.region_code)
    reason = given(reason)
    if person.identity_encrypted is None:
        raise Problem(_("No identity number is recorded for this person."))
    _require_moderation(session)
    audit.append(
        session,
        actor=session.actor.login,
        action=REVEAL,
        record=Person.__tablename__,
        record_id=str(person.id),
        region_code=person.region_code,
        reason=reason,
    )
    return sealer.open(person.identity_encrypted)


def _require_moderation(session: ScopedSession) -> None:
    lately = (
        AuditEvent.at > now() - REVEALED_WITHIN,
        AuditEvent.actor == session.actor.login,
        AuditEvent.action == REVEAL,
    )
    with elevated(session) as system:
        count = system.scalar(select(func.count()).select_from(AuditEvent).where(*lately)) or 0
    if count >= MOST_REVEALED:
        raise Problem(_("You have looked at {n} identity numbers within an hour. Try again later.").format(n=count))
