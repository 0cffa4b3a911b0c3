"""Registering a family: its household and members, and what they are recognised for, all together or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shared.access import ScopedSession
from shared.clock import today
from shared.identity import Sealer
from shared.locale import _
from shared.models import Household, HouseholdMember, IdentityKind, Person, Relation, Spell
from shared.models.labels import label

from . import records
from .batch_parts import BatchParts
from .batches import create_many
from .family_acts import FamilyAct, note_act
from .household_numbers import give_number
from .identity_documents import check_identity_entry
from .registered_members import (
    bring_benefits,
    find_registered,
    leave_former_household,
    require_not_recognised,
)
from .service_errors import ValidationError
from .validation_report import find_faults

HOUSEHOLD_ROW = 0
"""What is wrong with the household, or with all members alike, is said as of this row; the members follow."""


@dataclass(frozen=True)
class NewMember:
    """Somebody of the family: `values` of the person without a region, and the number as the document has it.

    `monthly_fen` is what the person gets where the family is recognised; `is_recognised`: whether together with it.
    `person_id`: who it is, of those registered already; then values and number are left aside.
    """

    values: Mapping[str, Any]
    relation: str | None
    identity_number: str = ""
    is_as_written: bool = False
    is_recognised: bool = False
    monthly_fen: int | None = None
    person_id: int | None = None


@dataclass(frozen=True)
class NewFamily:
    """What a family is registered with. No `recognition`: it is only registered.

    `household` are values of the household, with a number or without; `recognition` those of a benefit spell that all
    recognised members share.
    """

    household: Mapping[str, Any]
    members: Sequence[NewMember]
    recognition: Mapping[str, Any] = field(default_factory=dict)

    @property
    def joined_on(self) -> date:
        """The first day as members: today, or earlier where the recognition began earlier."""
        return min(today(), self.recognition.get("start_on") or today())


def register_family(session: ScopedSession, family: NewFamily, sealer: Sealer) -> Household:
    """Create the family, with a number of the county where none is given.

    BatchError with everything that is wrong or in doubt: row 0 is the household, the members are rows 1, 2, …
    """
    with BatchParts(session, len(family.members) + 1) as parts:
        _check_relations(parts, family.members)
        _check_reason(session, parts, family)
        household = _create_household(session, parts, family)
        registered = _find_registered(session, parts, family)
        persons = _create_persons(session, parts, family, sealer)
        if household is not None and _all_leave(session, parts, family, household, registered) and persons is not None:
            persons |= {row: person.id for row, person in registered.items()}
            _join_and_recognise(session, parts, family, household, dict(sorted(persons.items())))
    if household is None:
        raise AssertionError  # it was refused, and BatchParts has said so
    note_act(session, FamilyAct.REGISTRATION, household)
    return household


def _check_relations(parts: BatchParts, members: Sequence[NewMember]) -> None:
    heads = [row for row, member in enumerate(members, 1) if member.relation == Relation.HEAD]
    for row, member in enumerate(members, 1):
        if not member.relation:
            sentence = _("{label}: this field is required.").format(label=label(HouseholdMember, "relation"))
            parts.refuse(row, {"relation": sentence})
    if not heads:
        parts.refuse(HOUSEHOLD_ROW, {"": _("Name one member as the head of the household.")})
    for row in heads[1:]:
        parts.refuse(row, {"relation": _("A household has one head only.")})


def _check_reason(session: ScopedSession, parts: BatchParts, family: NewFamily) -> None:
    """A recognition rests on a document."""
    if not family.recognition:
        return
    try:
        session.reason = records.require_reason(session.reason)
    except ValidationError as error:
        parts.refuse(HOUSEHOLD_ROW, error.fields)
    if not any(member.is_recognised for member in family.members):
        parts.refuse(HOUSEHOLD_ROW, {"tier": _("Tick the members who are recognised, or choose no tier.")})


def _create_household(session: ScopedSession, parts: BatchParts, family: NewFamily) -> Household | None:
    values = dict(family.household)
    if values.get("region_code") and not values.get("number"):
        values["number"] = give_number(session, values["region_code"])
    try:
        return records.create(session, Household, values)
    except ValidationError as error:
        everything = find_faults(session, Household, values)
        faults = everything.fields | error.fields
        if not values.get("region_code"):
            faults.pop("number", None)  # it is given once the place is known
        parts.refuse(HOUSEHOLD_ROW, faults, everything.doubts or error.doubts)
        return None


def _find_registered(session: ScopedSession, parts: BatchParts, family: NewFamily) -> dict[int, Person]:
    """Who of the members is registered already, by row; who comes twice is refused."""
    found: dict[int, Person] = {}
    for row, member in enumerate(family.members, 1):
        if member.person_id is None:
            continue
        try:
            person = find_registered(session, member.person_id)
        except ValidationError as error:
            parts.refuse(row, error.fields)
            continue
        if person in found.values():
            parts.refuse(row, {"name": _("{name} is on this sheet already.").format(name=person.name)})
        found[row] = person
    return found


def _all_leave(
    session: ScopedSession, parts: BatchParts, family: NewFamily, household: Household, registered: dict[int, Person]
) -> bool:
    """Whether all registered people leave where they belonged; what stands against it is said at its row."""
    start_on, leaving = family.recognition.get("start_on"), 0
    for row, person in registered.items():
        try:
            if start_on is not None and family.members[row - 1].is_recognised:
                require_not_recognised(session, person, start_on)
            leave_former_household(session, person, household, family.joined_on)
            leaving += 1
        except ValidationError as error:
            parts.refuse(row, error.fields, error.doubts)
    return leaving == len(registered)


def _create_persons(
    session: ScopedSession, parts: BatchParts, family: NewFamily, sealer: Sealer
) -> dict[int, int] | None:
    """The key of each person by row; None where one is refused, or there is no place to be of."""
    place = family.household.get("region_code")
    entries: dict[int, dict[str, Any]] = {}
    unreadable: dict[int, dict[str, Any]] = {}
    new = [(row, member) for row, member in enumerate(family.members, 1) if member.person_id is None]
    for row, member in new:
        try:
            entries[row] = _person_values(member, sealer) | {"region_code": place}
        except ValidationError as error:
            parts.refuse(row, error.fields)
            unreadable[row] = dict(member.values) | {"region_code": place}
    keys = parts.save([*entries], lambda: create_many(session, Person, [*entries.values()])) if place else None
    if keys is not None and not unreadable:
        return dict(zip(entries, keys, strict=True))
    for row, values in entries.items() if keys is None else ():
        _say_all_faults(session, parts, row, values, {"region_code"} if place is None else set())
    for row, values in unreadable.items():
        _say_all_faults(session, parts, row, values, {"region_code", "sex", "born_on"})
    return None


def _say_all_faults(
    session: ScopedSession, parts: BatchParts, row: int, values: dict[str, Any], left_out: set[str]
) -> None:
    """Whatever else is wrong with a person, where one fault hid others; `left_out` hangs on what is said already."""
    faults = find_faults(session, Person, values).fields
    parts.refuse_further(row, {name: text for name, text in faults.items() if name not in left_out})


def _person_values(member: NewMember, sealer: Sealer) -> dict[str, Any]:
    """The person as it is stored: whoever has no number yet is known by name, sex and birth date."""
    kind = member.values.get("identity_kind") or IdentityKind.RESIDENT
    if kind == IdentityKind.RESIDENT and not member.identity_number.strip():
        kind = IdentityKind.NONE
    values = dict(member.values) | {"identity_kind": kind}
    return check_identity_entry(values, member.identity_number, sealer, as_written=member.is_as_written)


def _join_and_recognise(
    session: ScopedSession, parts: BatchParts, family: NewFamily, household: Household, persons: dict[int, int]
) -> None:
    if not _create_memberships(session, parts, family, household, persons):
        return
    for row, key in persons.items():
        if family.members[row - 1].person_id is not None:
            bring_benefits(session, key, household, family.joined_on)
    _recognise(session, parts, family, household, persons)


def _create_memberships(
    session: ScopedSession, parts: BatchParts, family: NewFamily, household: Household, persons: dict[int, int]
) -> bool:
    """Whether all belong to the household now."""
    shared = {"household_id": household.id, "region_code": household.region_code}
    values = []
    for row, person in persons.items():
        born_on = session.get_one(Person, person).born_on
        own = {"person_id": person, "relation": family.members[row - 1].relation}
        values.append(shared | own | {"start_on": max(family.joined_on, born_on)})
    if not all(one["relation"] for one in values):
        return False
    return parts.save([*persons], lambda: create_many(session, HouseholdMember, values)) is not None


def _recognise(
    session: ScopedSession, parts: BatchParts, family: NewFamily, household: Household, persons: dict[int, int]
) -> None:
    if not family.recognition:
        return
    recognised = {row: key for row, key in persons.items() if family.members[row - 1].is_recognised}
    shared = dict(family.recognition) | {"household_id": household.id, "region_code": household.region_code}
    values = [
        shared | {"person_id": key, "monthly_fen": family.members[row - 1].monthly_fen}
        for row, key in recognised.items()
    ]
    for row in [row for row in recognised if family.members[row - 1].monthly_fen is None]:
        sentence = _("{label}: this field is required.").format(label=label(Spell, "monthly_fen"))
        parts.refuse(row, {"monthly_fen": sentence})
    parts.save([*recognised], lambda: create_many(session, Spell, values))
