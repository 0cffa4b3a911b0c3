"""Villages of a place with and without a visit-and-discover mechanism."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select

from shared.access import ScopedSession
from shared.access.actor import in_subtrees
from shared.clock import today
from shared.models import DiscoveryMechanism, Level, Region
from shared.models.region import prefix_of


def load_villages_without(session: ScopedSession, region_code: str) -> Sequence[Region]:
    """The villages of a place that stand today and have no mechanism, now or from a later day on."""
    return session.scalars(select(Region).where(*_villages(region_code), ~_has_one()).order_by(Region.code)).all()


def count_villages(session: ScopedSession, region_code: str) -> int:
    """All villages of a place that stand today."""
    return session.scalar(select(func.count(Region.code)).where(*_villages(region_code))) or 0


def _villages(region_code: str) -> tuple[ColumnElement[bool], ...]:
    stands: Any = Region.is_in_force(today())
    return Region.level == Level.VILLAGE, in_subtrees(Region.code, (prefix_of(region_code),)), stands


def _has_one() -> ColumnElement[bool]:
    lasts = DiscoveryMechanism.lasts_beyond(today())
    own = (DiscoveryMechanism.region_code == Region.code, DiscoveryMechanism.retired_on.is_(None), lasts)
    return exists(select(DiscoveryMechanism.id).where(*own))
