"""Carrying out a change of divisions: one unit of work, with one event that names every record it wrote."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shared.access import Permission, ScopedSession, acting_for, elevated
from shared.clock import today
from shared.indicators.refresh import WITHIN
from shared.locale import _
from shared.models import ChangeKind, DivisionChange, DivisionChangeKind
from shared.rules.confirmation_rules import load_requirements
from shared.services import records
from shared.services.service_errors import ValidationError

from .checks import check_plan, require_day, require_in_force
from .followers import follow
from .moved_households import move_households
from .moved_registrations import move_registrations
from .moves import load_moving
from .parted_spells import part_spells
from .plan import DivisionPlan
from .regions_written import end_divisions, open_divisions, rename_divisions
from .written_records import Keys, count_of

ACTION = "act"


@dataclass(frozen=True)
class Declared:
    """A change as an office declares it."""

    kind: DivisionChangeKind
    plan: DivisionPlan
    effective_on: date
    document: str
    reason: str

    def values(self) -> dict[str, Any]:
        """As columns of its record."""
        return {
            "kind": str(self.kind),
            "plan": self.plan.to_json(),
            "effective_on": self.effective_on,
            "document": self.document.strip(),
            "reason": self.reason,
            "region_code": self.plan.county,
        }

    @classmethod
    def of(cls, change: DivisionChange) -> Declared:
        """What a change was declared as."""
        names = ("kind", "plan", "effective_on", "document", "reason")
        return cls.from_values({name: getattr(change, name) for name in names})

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> Declared:
        """The same, from the columns."""
        plan, kind = (
            DivisionPlan.from_json(values["plan"]),
            next(one for one in DivisionChangeKind if one == values["kind"]),
        )
        return cls(kind, plan, values["effective_on"], values["document"], values["reason"])


@dataclass
class CarriedOut:
    """The record of a change, and how many records of each kind follow, by table."""

    change: DivisionChange
    counts: Counter[str] = field(default_factory=Counter)


def carry_out(session: ScopedSession, declared: Declared) -> CarriedOut:
    """Do it all, under the name of the session's actor, who may edit the divisions of the county.

    ValidationError for what cannot be. The caller commits, which also asks for the second person.
    """
    require_possible(session, declared)
    plan, day = declared.plan, declared.effective_on
    with acting_for(session) as system:
        change = DivisionChange(**declared.values())
        system.add(change)
        system.flush()
        written: Keys = {}
        open_divisions(system, plan, day, declared.document.strip())
        moving = load_moving(system, plan, day)
        move_registrations(system, plan, moving, written)
        made = [*part_spells(system, moving, written), *move_households(system, moving, written)]
        system.bulk_changes += [one | {WITHIN: plan.county} for one in made]
        new = list(follow(system, plan, day))
        end_divisions(system, plan, day)
        rename_divisions(system, plan)
        key = change.id
        system.bulk_events.append(_event(session, change, written, new))
        counts = Counter({name: count_of(written, name) for name in written})
    return CarriedOut(session.get_one(DivisionChange, key), counts)


def require_possible(session: ScopedSession, declared: Declared) -> None:
    """ValidationError for what cannot be; PermissionDenied unless the actor may edit the divisions of the county."""
    plan, day = declared.plan, declared.effective_on
    session.actor.require(Permission.REGIONS_EDIT, plan.county)
    session.reason = records.require_reason(session.reason or declared.reason)
    require_day(day)
    _require_day_or_second_person(session, declared)
    if not declared.document.strip():
        raise ValidationError({"document": _("Enter the number of the document.")})
    with elevated(session) as system:
        check_plan(system, plan, day)


def _require_day_or_second_person(session: ScopedSession, declared: Declared) -> None:
    """For a day to come it can be proposed; who decides alone waits until then."""
    with elevated(session) as system:
        rules = load_requirements(system, ChangeKind.DIVISION, {declared.plan.county}, today())
    if session.actor.is_system or not any(one.applies_to(None) for one in rules.values()):
        require_in_force(declared.effective_on)


def _event(session: ScopedSession, change: DivisionChange, written: Keys, new: list[tuple[str, int]]) -> dict[str, Any]:
    return {
        "actor": session.actor.login,
        "action": ACTION,
        "record": DivisionChange.__tablename__,
        "record_id": str(change.id),
        "region_code": change.region_code,
        "reason": session.reason,
        "changes": {"moved": [None, written], "created": [None, new]},
    }
