"""A village has one visit-and-discover mechanism at a time."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from shared.access import ScopedSession
from shared.locale import _
from shared.models import VillageMechanism

from .changes import changed
from .terms import shares_a_day


def check(session: ScopedSession, mechanism: VillageMechanism) -> Iterator[tuple[str, str]]:
    """No other one of the village shares a day with it."""
    if mechanism.retired_on or not changed(mechanism, "region_code", "built_on", "ended_on", "retired_on"):
        return
    same = (
        VillageMechanism.region_code == mechanism.region_code,
        VillageMechanism.id != (mechanism.id or 0),
        VillageMechanism.retired_on.is_(None),
        shares_a_day(VillageMechanism, mechanism.built_on, mechanism.ended_on, "built_on", "ended_on"),
    )
    other = session.scalars(select(VillageMechanism).where(*same).limit(1)).first()
    if other is not None:
        yield (
            "built_on",
            _("The village has a mechanism since {day} (no. {id}): end that first.").format(
                day=other.built_on, id=other.id
            ),
        )
