"""Codes of regions nest: the code says the level, and the parent is its prefix (GB/T 2260). None ends in use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from shared.access import ScopedSession, elevated
from shared.access.actor import in_subtrees
from shared.locale import _
from shared.models import (
    Account,
    Delivery,
    DiscoveryMechanism,
    EarlyWarning,
    Household,
    HouseholdMember,
    Level,
    Person,
    Region,
    RoleGrant,
    SpecialAssistance,
    Spell,
    TemporaryAssistance,
)
from shared.models.base import Base
from shared.models.labels import counted
from shared.models.region import level_of, path_of
from shared.patterns import REGION_CODE

from .changed_columns import is_changed


def check(session: ScopedSession, region: Region) -> Iterator[tuple[str, str]]:
    """Code, level, parent and dates agree; a successor of the same level stands; nothing is left where one ends."""
    if not REGION_CODE.fullmatch(region.code):
        yield "code", _("Enter a code of 6, 9 or 12 digits.")
        return
    if level_of(region.code) != region.level:
        yield "level", _("The code belongs to another level. Check the code and the level.")
    parent = None if region.level == Level.PROVINCE else path_of(region.code)[-2]
    if region.parent_code != parent:
        yield "parent_code", _("According to its code, the region belongs to {parent}.").format(parent=parent or "–")
    yield from _successor(session, region)
    if region.valid_to and region.valid_to <= region.valid_from:
        yield "valid_to", _("The day of abolition must be after the day the region is valid from.")
    elif (
        region.valid_to
        and is_changed(region, "valid_to")
        and (remaining := _describe_remaining(session, region, region.valid_to))
    ):
        yield (
            "valid_to",
            _(
                "Still in this region on that day: {records}. Move them to the region it is merged into, or end them "
                "first."
            ).format(records=remaining),
        )


def _successor(session: ScopedSession, region: Region) -> Iterator[tuple[str, str]]:
    successor = session.get(Region, region.successor_code) if region.successor_code else None
    if region.successor_code and (successor is None or successor.valid_to or successor.code == region.code):
        yield "successor_code", _("The region it is merged into must be another existing region.")
    elif successor is not None and successor.level != region.level:
        yield "successor_code", _("The region it is merged into must be of the same level.")


def _describe_remaining(session: ScopedSession, region: Region, day: date) -> str:
    """Names and numbers of what a region that ends on `day` would still hold; empty when there is nothing."""
    texts = []
    with elevated(session) as system:
        children = (Region.parent_code == region.code, Region.lasts_beyond(day))
        counts = [(Region, system.scalar(select(func.count()).select_from(Region).where(*children)))]
        for record_class, lasting in _lasting_conditions(day).items():
            in_use = (
                in_subtrees(record_class.region_code, (region.prefix,)),
                record_class.retired_on.is_(None),
                lasting,
            )
            counts.append((record_class, system.scalar(select(func.count()).select_from(record_class).where(*in_use))))
        texts = [counted(record_class, count) for record_class, count in counts if count]
    return _(", ").join(texts)


def _lasting_conditions(day: date) -> dict[Any, ColumnElement[bool]]:
    """Which records of a kind would stand in the region on that day or later."""
    lasting: dict[type[Base], Any] = {
        Person: Person.died_on.is_(None) | (Person.died_on >= day),
        Household: Household.id.is_not(None),
        HouseholdMember: HouseholdMember.lasts_beyond(day),
        Spell: Spell.lasts_beyond(day),
        EarlyWarning: EarlyWarning.is_open | (EarlyWarning.issued_on >= day),
        SpecialAssistance: SpecialAssistance.granted_on >= day,
        TemporaryAssistance: TemporaryAssistance.granted_on >= day,
        Delivery: Delivery.delivered_on >= day,
        DiscoveryMechanism: DiscoveryMechanism.lasts_beyond(day),
        Account: Account.id.is_not(None),
        RoleGrant: RoleGrant.id.is_not(None),
    }
    return lasting
