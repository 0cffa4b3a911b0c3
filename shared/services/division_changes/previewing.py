"""What a change of divisions would do, by checking and counting alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from shared.access import ScopedSession, elevated
from shared.access.actor import in_subtrees
from shared.models import (
    Account,
    ConfirmationRule,
    Delivery,
    DiscoveryMechanism,
    EarlyWarning,
    Household,
    Person,
    ResidentPopulation,
    RoleGrant,
    SolarInstallation,
    SpecialAssistance,
    Spell,
    TemporaryAssistance,
)
from shared.models.base import Base

from .carrying_out import Declared, require_possible
from .followers import load_accounts, load_grants, load_mechanisms
from .moves import load_moving
from .plan import DivisionPlan

Counts = list[tuple[type[Base], int]]


@dataclass(frozen=True)
class DivisionPreview:
    """`follow`: what goes on in the divisions that follow. `stay`: what stays where it was entered, and in whose hands.

    `summed`: townships whose residents are those of
    several together; `uncounted`: townships whose residents nobody knows until they are entered anew.
    """

    follow: Counts
    stay: Counts
    summed: dict[str, list[str]]
    uncounted: list[str]


def preview(session: ScopedSession, declared: Declared) -> DivisionPreview:
    """ValidationError as for doing it. Nothing is written.

    Figures of months gone by stay: the day lies in this month or later, and recognitions are parted on it. Should one
    move all the same, saving the change announces it, as of any act (`services.figure_revisions`).
    """
    require_possible(session, declared)
    with elevated(session) as system:
        return count_following(system, declared)


def count_following(system: ScopedSession, declared: Declared) -> DivisionPreview:
    """What follows and what stays, by counting alone."""
    plan, day = declared.plan, declared.effective_on
    moving = load_moving(system, plan, day)
    follow: Counts = [
        *((kind, moving.count(kind)) for kind in (Household, Person, Spell)),
        (Account, len(load_accounts(system, plan))),
        (RoleGrant, len(load_grants(system, plan))),
        (DiscoveryMechanism, len(load_mechanisms(system, plan, day))),
    ]
    return DivisionPreview(follow, list(_staying(system, plan)), *_residents(system, plan, day))


def _staying(system: ScopedSession, plan: DivisionPlan) -> Iterator[tuple[type[Base], int]]:
    """What happened in the divisions until now; who is in charge of the one that follows goes on with it."""
    kinds: list[tuple[Any, Any]] = [(EarlyWarning, EarlyWarning.is_open)]
    for kind, is_counted in [*kinds, *((one, one.retired_on.is_(None)) for one in STAYING)]:
        query = (
            select(func.count())
            .select_from(kind)
            .where(in_subtrees(kind.region_code, plan.former_subtrees), is_counted)
        )
        yield kind, system.scalar(query) or 0


STAYING: tuple[Any, ...] = (SpecialAssistance, TemporaryAssistance, Delivery, SolarInstallation, ConfirmationRule)
"""Kinds of records that stay where they were entered."""


def _residents(system: ScopedSession, plan: DivisionPlan, day: date) -> tuple[dict[str, list[str]], list[str]]:
    """What the residents of townships come to (`indicators.residents_of_parts`), of those that have any."""
    parts: dict[str, set[str]] = defaultdict(set)
    for former, later in plan.merged_townships:
        parts[later] |= {former} | ({later} - plan.opened.keys())
    torn = {code for pair in plan.township_moves - plan.merged_townships for code in pair}
    counted = ResidentPopulation.region_code.in_([*torn, *parts, *(one for found in parts.values() for one in found)])
    in_force = ResidentPopulation.is_in_force(day), ResidentPopulation.retired_on.is_(None)
    known = set(system.scalars(select(ResidentPopulation.region_code).where(counted, *in_force)))
    summed = {code: sorted(found) for code, found in parts.items() if found <= known - torn and code not in torn}
    uncounted = (torn | {code for code, found in parts.items() if found & known}) - summed.keys() - plan.ended.keys()
    return summed, sorted(uncounted) if known else []
