"""A person belongs to one household at a time."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from shared.access import ScopedSession, elevated
from shared.access.permissions import reading
from shared.locale import _
from shared.models import Membership

from .recognition import shares_a_day


def check(session: ScopedSession, membership: Membership) -> Iterator[tuple[str, str]]:
    """The term runs forward and shares no day with another membership of the person."""
    if membership.end_on and membership.end_on <= membership.start_on:
        yield "end_on", _("The end is the first day no longer a member: it must come after the beginning.")
    if membership.retired_on is not None:
        return
    same = (
        Membership.person_id == membership.person_id,
        Membership.id != (membership.id or 0),
        Membership.retired_on.is_(None),
    )
    with elevated(session) as system:
        other = system.scalars(
            select(Membership).where(*same, shares_a_day(Membership, membership.start_on, membership.end_on)).limit(1)
        ).first()
        if other is None:
            return
        seen = session.actor.may(reading(Membership.__area__), other.region_code)
        number = other.household.number if seen else _("in another region")
        yield (
            "start_on",
            _("The person belongs to another household on some of these days: {household}. End that first.").format(
                household=number
            ),
        )
