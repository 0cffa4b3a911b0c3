"""What can be done from the page of a household."""

from __future__ import annotations

from collections.abc import Iterator

from admin.views.registry.acts import Act, ActsFrom
from shared.clock import Period, today
from shared.locale import _
from shared.models import (
    BenefitPayment,
    Delivery,
    EarlyWarning,
    Household,
    HouseholdMember,
    Person,
    SpecialAssistance,
    Spell,
    TemporaryAssistance,
)
from shared.parsing import format_yuan
from shared.services.household_composition import Family, FamilyMember
from shared.services.past_acts import PastAct


def household_acts(household: Household, family: Family, latest: PastAct | None) -> list[Act]:
    """The acts on the family as a whole; the latest one can be undone."""
    acts, this_one = ActsFrom(household, household.region_code), {"household_id": household.id}
    head = {"person_id": family.head.person_id} if family.head else {}
    return [
        *acts.page(Household, _("Birth or adoption"), "birth_view"),
        *acts.page(Household, _("Marriage"), "marriage_view"),
        *acts.new(HouseholdMember, _("New member"), start_on=today(), **this_one),
        *acts.new(Person, _("Register a person"), region_code=household.region_code),
        *acts.new(Spell, _("Recognise"), **this_one),
        *(acts.page(Household, _("Change amounts"), "amounts_view") if family.recognised else ()),
        *(acts.page(Household, _("Stop benefits"), "stop_view") if family.recognised else ()),
        *acts.new(BenefitPayment, _("Record a payment"), **this_one, **_payment_due(family)),
        *acts.new(SpecialAssistance, _("Special assistance"), granted_on=today(), **this_one, **head),
        *acts.new(TemporaryAssistance, _("Temporary assistance"), granted_on=today(), **this_one, **head),
        *acts.new(Delivery, _("Charity delivery"), delivered_on=today(), **this_one),
        *acts.new(EarlyWarning, _("Record a warning"), issued_on=today(), **head),
        *acts.page(Household, _("Record a move"), "move_view"),
        *acts.page(Household, _("Hand over"), "transfer_view"),
        *(acts.page(Household, _("Split"), "split_view") if len(family.members) > 1 else ()),
        *acts.page(Household, _("Merge"), "merge_view"),
        *(acts.page(Household, _("Undo: {act}").format(act=latest.kind.label), "undo_view") if latest else ()),
    ]


def member_acts(household: Household, member: FamilyMember) -> list[Act]:
    """The acts on one member."""
    return [*_member_acts(household, member)] if member.membership else []


def _member_acts(household: Household, member: FamilyMember) -> Iterator[Act]:
    acts, person = ActsFrom(household, household.region_code), member.person
    alive = person is not None and person.died_on is None
    if member.spell is None and alive:
        yield from acts.new(Spell, _("Recognise"), household_id=household.id, person_id=member.person_id)
    if member.membership is not None:
        yield from acts.edit(HouseholdMember, _("Remove from household"), member.membership.id, "end_on")
    if person is not None and alive:
        here = ActsFrom(household, person.region_code)
        yield from here.page(Person, _("Record a death"), "death_view", person.id, leads_back=True)


def _payment_due(family: Family) -> dict[str, str]:
    """Month, tier and amount of the payment that is due now, where all are recognised in one tier."""
    tiers = {one.spell.tier for one in family.recognised if one.spell}
    known = {"month": Period.month_of(today()).key}
    if len(tiers) != 1:
        return known
    return known | {"tier": tiers.pop(), "amount_fen": format_yuan(family.amount_fen).replace(",", "")}
