"""Rows of assistance: payments, special and temporary assistance."""

from __future__ import annotations

import numpy as np

from shared.models import Level, SpecialKind, TemporaryKind, Tier

from .columns import Coded, Days, Flags, Keys, Links, Numbers, Rows
from .payments import MONTHS, Payments
from .world import World


def payment_rows(world: World, paid: Payments) -> Rows:
    """Payments on the list of the township. The day of payment is left open: 7 million of them would take 77 MB."""
    townships, township = world.places.above(Level.TOWNSHIP)
    return Rows(
        "payment",
        {
            "id": Keys(len(paid)),
            "region_code": Coded(township[world.homes.village][paid.household], townships),
            "household_id": Links(paid.household),
            "tier": Coded(paid.tier, Tier),
            "month": Coded(paid.month, MONTHS),
            "amount_fen": Numbers(paid.fen),
        },
    )


def special_rows(world: World) -> Rows:
    """Special assistance where the person lives."""
    grants = world.grants
    return Rows(
        "special_assistance",
        {
            "id": Keys(len(grants)),
            "region_code": Coded(world.village[grants.person], world.places.code),
            "kind": Coded(grants.kind, SpecialKind),
            "person_id": Links(grants.person),
            "household_id": Links(world.people.household[grants.person]),
            "granted_on": Days(grants.day),
            "amount_fen": Numbers(grants.fen),
        },
    )


def temporary_rows(world: World) -> Rows:
    """Temporary assistance at the place of the emergency; non-residents come without their household."""
    events = world.events
    household = np.where(events.resident, world.people.household[events.person], -1)
    return Rows(
        "temporary_assistance",
        {
            "id": Keys(len(events)),
            "region_code": Coded(events.village, world.places.code),
            "kind": Coded(events.kind, TemporaryKind),
            "person_id": Links(events.person),
            "household_id": Links(household),
            "granted_on": Days(events.day),
            "amount_fen": Numbers(events.fen),
            "aid_first": Flags(events.aid_first),
            "is_resident": Flags(events.resident),
        },
    )
