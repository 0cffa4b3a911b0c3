"""What a change of divisions would do: carried out to the end, told, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from shared.access import Permission, ScopedSession, elevated
from shared.access.actor import in_subtrees
from shared.indicators.refresh import refresh
from shared.models import (
    Account,
    ConfirmationRule,
    Delivery,
    DiscoveryMechanism,
    EarlyWarning,
    Household,
    Level,
    Person,
    ResidentPopulation,
    RoleGrant,
    SolarInstallation,
    SpecialAssistance,
    Spell,
    TemporaryAssistance,
)
from shared.models.base import Base
from shared.models.region import level_of, prefix_of

from .carrying_out import Declared, carry_out
from .followers import load_accounts, load_grants, load_mechanisms
from .plan import DivisionPlan

Counts = list[tuple[type[Base], int]]


@dataclass(frozen=True)
class Preview:
    """`follow`: what goes on in the divisions that follow. `stay`: what stays where it was entered, and in whose hands.

    `cells`: how many cells of figures of months gone by would change. `residents`: divisions without a number of
    residents of their own.
    """

    follow: Counts
    stay: Counts
    cells: int
    residents: tuple[str, ...]


def preview(session: ScopedSession, declared: Declared) -> Preview:
    """ValidationError as for doing it. Nothing is saved: the session is as before."""
    session.actor.require(Permission.REGIONS_EDIT, declared.plan.county)
    with elevated(session) as system:
        plan, day = declared.plan, declared.effective_on
        beside: Counts = [
            (Account, len(load_accounts(system, plan))),
            (RoleGrant, len(load_grants(system, plan))),
            (DiscoveryMechanism, len(load_mechanisms(system, plan, day))),
        ]
        stay, residents = list(_staying(system, plan)), tuple(_without_residents(system, plan))
    try:
        done = carry_out(session, declared)
        session.flush()
        moved = refresh(session, [*session.pending_changes, *session.bulk_changes])
        counts = done.counts
    finally:
        session.rollback()
    spells = counts[Spell.__tablename__] + counts["parted"]
    people: Counts = [
        (Household, counts[Household.__tablename__]),
        (Person, counts[Person.__tablename__]),
        (Spell, spells),
    ]
    return Preview([*people, *beside], stay, len(moved), residents)


def _staying(system: ScopedSession, plan: DivisionPlan) -> Iterator[tuple[type[Base], int]]:
    """What happened in the divisions until now; who is in charge of the one that follows goes on with it."""
    codes = [code for code in plan.former if level_of(code) is Level.VILLAGE]
    prefixes = tuple({prefix_of(code) for code in plan.ended} | set(codes))
    open_warnings: tuple[ColumnElement[bool], ...] = (EarlyWarning.is_open,)
    kinds: list[tuple[type[Base], tuple[ColumnElement[bool], ...]]] = [
        (EarlyWarning, open_warnings),
        *((kind, (kind.retired_on.is_(None),)) for kind in STAYING),
    ]
    for kind, conditions in kinds:
        code: ColumnElement[str] = kind.region_code  # type: ignore[attr-defined]
        yield (
            kind,
            system.scalar(select(func.count()).select_from(kind).where(in_subtrees(code, prefixes), *conditions)) or 0,
        )


STAYING = (SpecialAssistance, TemporaryAssistance, Delivery, SolarInstallation, ConfirmationRule)
"""Kinds of records that stay where they were entered."""


def _without_residents(system: ScopedSession, plan: DivisionPlan) -> Iterator[str]:
    """Townships whose residents are others from the day on, so that rates per resident wait for the new number."""
    townships = {code for code in plan.later if level_of(code) is Level.TOWNSHIP}
    counted = ResidentPopulation.region_code.in_([*townships, *plan.ended])
    if system.scalars(select(ResidentPopulation.id).where(counted).limit(1)).first() is not None:
        yield from sorted(townships)
