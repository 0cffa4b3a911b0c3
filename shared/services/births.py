"""A child is born into a family or adopted by it; where the family is recognised, the child is from a month on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.access import ScopedSession
from shared.clock import Period, today
from shared.identity import Sealer
from shared.locale import _
from shared.models import EntryReason, Household, IdentityKind, Person, PersonRegistration, Spell, Tier

from . import monthly_amounts, records
from .family_acts import FamilyAct, note_act
from .family_amounts import split_evenly, standard_of_tier
from .family_reassessment import SAME_AMOUNT_FEN
from .household_composition import Family
from .identity_documents import check_identity_entry
from .membership_changes import add_member, require_past_day
from .monthly_amounts import Amounts
from .person_facts import change_fact
from .service_errors import ValidationError
from .validation_report import find_faults


@dataclass(frozen=True)
class NewChild:
    """Who comes into the family: values of the person without a region, relation, and from which day on.

    Without a day it is the one of the birth; an adoption has one. `registration`: where the child is registered, from
    birth or adoption on, or from `registered_on` on.
    """

    values: Mapping[str, Any]
    relation: str | None
    joined_on: date | None
    identity_number: str = ""
    is_adopted: bool = False
    registration: str | None = None
    registered_on: date | None = None


@dataclass(frozen=True)
class ChildRecognition:
    """What the child is recognised for from a month on, and what everybody recognised in the family gets then."""

    tier: str
    from_month: str
    monthly_fen: int
    amounts: Amounts
    standard_fen: int = 0


def record_birth(
    session: ScopedSession, household: Household, child: NewChild, recognition: ChildRecognition | None, sealer: Sealer
) -> Person:
    """Register the child as a member, and recognise it. ValidationError with all that is wrong with the child."""
    session.reason = records.require_reason(session.reason)
    if child.is_adopted and child.joined_on is None:
        raise ValidationError({"joined_on": _("Enter the day of the adoption.")})
    person = _create_person(session, household, child, sealer)
    joined_on = child.joined_on or person.born_on
    require_past_day("joined_on", joined_on)
    add_member(session, person, household, child.relation, joined_on)
    _register(session, person, child)
    if recognition is not None:
        _recognise(session, household, person, recognition)
    note_act(session, FamilyAct.ADOPTION if child.is_adopted else FamilyAct.BIRTH, household)
    return person


def _create_person(session: ScopedSession, household: Household, child: NewChild, sealer: Sealer) -> Person:
    has_number = bool(child.identity_number.strip())
    kind = IdentityKind.RESIDENT if has_number else IdentityKind.NONE
    values = dict(child.values) | {"identity_kind": kind, "region_code": household.region_code}
    try:
        values = check_identity_entry(values, child.identity_number, sealer)
        return records.create(session, Person, values)
    except ValidationError as error:
        everything = find_faults(session, Person, values)
        pending = {"sex", "born_on"} if has_number else set()
        further = {name: text for name, text in everything.fields.items() if name not in pending}
        raise ValidationError(further | error.fields, everything.doubts or error.doubts) from error


def _register(session: ScopedSession, person: Person, child: NewChild) -> None:
    """Where the child is registered; before the day, if that is not the one of the birth, it was not known."""
    day = child.registered_on or (child.joined_on if child.is_adopted else None) or person.born_on
    if child.registration is None:
        return
    require_past_day("registered_on", day)
    if day < person.born_on:
        raise ValidationError({"registered_on": _("This day is before the date of birth.")})
    place = {"registration_region_code": child.registration}
    if day == person.born_on:
        records.update(session, person, place, person.version)
    else:
        change_fact(session, PersonRegistration, person, place, day, person.version)


def _recognise(session: ScopedSession, household: Household, person: Person, recognition: ChildRecognition) -> None:
    month = Period.parse(recognition.from_month)
    own = {"person_id": person.id, "household_id": household.id, "region_code": household.region_code}
    term = {"tier": recognition.tier, "start_on": month.start, "entry_reason": EntryReason.BIRTH}
    records.create(session, Spell, own | term | {"monthly_fen": recognition.monthly_fen})
    spells = {one.id: one for one in monthly_amounts.paid_spells(session, household, month.key)}
    if recognition.amounts.keys() - spells.keys():
        sentence = _("In {month} some of these benefit spells are not in force.").format(month=month.key)
        raise ValidationError({"from_month": sentence})
    due = monthly_amounts.load_amounts(session, spells, month.key)
    for key, amount in recognition.amounts.items():
        if amount != due[key]:
            monthly_amounts.set_amount(session, spells[key], month.key, amount)


def propose_recognition(session: ScopedSession, household: Household, family: Family) -> ChildRecognition | None:
    """What a child of a recognised family would get from next month on; None where nobody is recognised.

    None in a family in extreme difficulty too: that is found of one person, with a level of care.

    With the same income a dibao family is due one standard more. Where it was divided evenly it is again; else the
    others keep what they have.
    """
    recognised = [one for one in family.recognised if one.spell is not None]
    if not recognised:
        return None
    month = monthly_amounts.month_after(today())
    tier = min((one.spell.tier for one in recognised if one.spell), key=[*Tier].index)
    if tier == Tier.TEKUN:
        return None
    standard = standard_of_tier(session, tier, household.region_code, Period.parse(month).start) or 0
    amounts = [one.amount_fen for one in recognised]
    new, others = standard, amounts
    if tier == Tier.DIBAO and max(amounts) - min(amounts) <= SAME_AMOUNT_FEN:
        *others, new = split_evenly(sum(amounts) + standard, len(amounts) + 1)
    keys = [one.spell.id for one in recognised if one.spell]
    return ChildRecognition(tier, month, new, dict(zip(keys, others, strict=True)), standard)
