"""A village has one visit-and-discover mechanism at a time."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from shared.access import ScopedSession
from shared.locale import _
from shared.models import DiscoveryMechanism

from .changed_columns import is_changed


def check(session: ScopedSession, mechanism: DiscoveryMechanism) -> Iterator[tuple[str, str]]:
    """No other one of the village shares a day with it."""
    if mechanism.retired_on or not is_changed(mechanism, "region_code", "built_on", "ended_on", "retired_on"):
        return
    same = (
        DiscoveryMechanism.region_code == mechanism.region_code,
        DiscoveryMechanism.id != (mechanism.id or 0),
        DiscoveryMechanism.retired_on.is_(None),
        DiscoveryMechanism.overlaps(mechanism.built_on, mechanism.ended_on),
    )
    same_village = session.scalars(select(DiscoveryMechanism).where(*same).limit(1)).first()
    if same_village is not None:
        yield (
            "built_on",
            _("The village has had a mechanism since {day} (no. {id}): end that one first.").format(
                day=same_village.built_on, id=same_village.id
            ),
        )
