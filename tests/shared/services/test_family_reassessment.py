"""A marriage, a split or a merger sets what each is due from next month on, proposed by the standard of the place."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.models import AssistanceStandard, HouseholdMember, Person, Spell
from shared.services import commit
from shared.services.births import propose_recognition
from shared.services.family_act_undo import undo_act
from shared.services.family_reassessment import Reassessment, propose
from shared.services.household_composition import load_family
from shared.services.household_splits import merge_households, split_household
from shared.services.marriages import record_marriage
from shared.services.monthly_amounts import change_amounts, load_amounts
from shared.services.past_acts import load_latest_act
from shared.services.service_errors import ValidationError
from tests.factories import records as make
from tests.factories.regions import SUZHOU, VILLAGES
from tests.shared.services.test_family_act_undo import in_use
from tests.support.family_home import DAY, Home
from tests.support.two_counties import HERE, TwoCounties, confirming

MONTH, STANDARD = "2024-01", 100_000


@pytest.fixture
def standard(counties: TwoCounties, home: Home, clerk) -> int:  # noqa: ARG001 - the family is there first
    clerk.rollback()
    values = {"kind": "dibao", "coverage": "全市", "monthly_fen": STANDARD, "valid_from": date(2023, 7, 1)}
    with Session(counties.engine.execution_options(writing=True)) as session:
        session.add(AssistanceStandard(region_code=SUZHOU, status="confirmed", source="test", **values))
        session.commit()
    return STANDARD


def newcomer(clerk) -> Person:
    person = make.person(HERE, name="吴敏", born_on=date(1990, 1, 1))
    clerk.add(person)
    clerk.flush()
    return person


def due(clerk, home: Home, month: str = MONTH) -> dict[str, int]:
    """Fen by name of who is recognised in the household in a month."""
    spells = {s.id: s for s in clerk.scalars(select(Spell).where(Spell.retired_on.is_(None), Spell.lasts_beyond(DAY)))}
    here = {key: spell for key, spell in spells.items() if spell.household_id == home.household.id}
    return {here[key].person.name: fen for key, fen in load_amounts(clerk, here, month).items()}


def entered(proposal, *, with_newcomers: bool = True) -> Reassessment:
    new = frozenset(one.person.id for one in proposal.newcomers)
    amounts = {one.person.id: one.proposed_fen for one in proposal.people}
    return Reassessment(proposal.from_month, amounts, new if with_newcomers else frozenset(), proposal.tier)


def test_a_newcomer_is_due_one_standard_more_with_the_same_income(home: Home, clerk, standard):
    before = sum(due(clerk, home).values())
    proposal = propose(clerk, home.household, [person := newcomer(clerk)], MONTH)
    proposed = [one.proposed_fen for one in proposal.people]
    assert (proposal.tier, proposal.standard_fen, sum(proposed)) == ("dibao", standard, before + standard)
    assert proposed[-1] == standard  # the others keep what was not divided evenly
    record_marriage(confirming(clerk), home.household, person, "spouse", DAY, None, entered(proposal))
    commit(clerk)
    assert sum(due(clerk, home).values()) == before + standard
    spell = clerk.scalars(select(Spell).where(Spell.person_id == person.id)).one()
    assert (spell.start_on, spell.entry_reason, spell.tier) == (date(2024, 1, 1), "birth", "dibao")
    assert due(clerk, home, "2023-12")["张明"] == 60_000  # months before keep what they had


@pytest.mark.usefixtures("standard")
def test_who_is_not_recognised_with_the_family_is_only_a_member(home: Home, clerk):
    proposal = propose(clerk, home.household, [person := newcomer(clerk)], MONTH)
    left_out = {one.person.id: one.amount_fen for one in proposal.people if one.spell}
    reassessment = Reassessment(MONTH, left_out, frozenset(), proposal.tier)
    record_marriage(confirming(clerk), home.household, person, "spouse", DAY, None, reassessment)
    assert clerk.scalars(select(Spell).where(Spell.person_id == person.id)).all() == []


@pytest.mark.usefixtures("standard")
@pytest.mark.parametrize("act", ["marriage", "merger"])
def test_who_brings_benefits_is_assessed_with_the_family(home: Home, clerk, act):
    """Together as much as before: the income of both is the same. The undo puts every amount back."""
    before, records = due(clerk, home), in_use(clerk)
    proposal = propose(clerk, home.household, [home.alone], MONTH)
    assert proposal.newcomers == []
    assert sum(one.proposed_fen for one in proposal.people) == sum(before.values()) + 50_000
    if act == "marriage":
        record_marriage(confirming(clerk), home.household, home.alone, "spouse", DAY, None, entered(proposal))
    else:
        alone = clerk.scalars(select(HouseholdMember.id).where(HouseholdMember.household_id == home.other.id)).one()
        relations = {alone: "other"}
        merge_households(confirming(clerk), home.household, home.other, relations, DAY, entered(proposal))
    commit(clerk)
    shares = due(clerk, home)
    assert (sum(shares.values()), shares.keys()) == (sum(before.values()) + 50_000, {*before, "孙梅"})
    undo_act(confirming(clerk), home.household, load_latest_act(clerk, home.household).event_id, "wrong")
    commit(clerk)
    assert (due(clerk, home), in_use(clerk)) == (before, records)


def test_what_was_divided_evenly_is_again(home: Home, clerk, standard):
    spell = clerk.scalars(select(Spell.id).where(Spell.person_id == home.child.id)).one()
    change_amounts(confirming(clerk), home.household, MONTH, {spell: 63_000}, "even")
    commit(clerk)
    proposed = [one.proposed_fen for one in propose(clerk, home.household, [newcomer(clerk)], MONTH).people]
    assert (sum(proposed), max(proposed) - min(proposed) <= 100) == (2 * 63_000 + standard, True)


@pytest.mark.usefixtures("standard")
def test_a_split_sets_amounts_of_both_households(home: Home, clerk):
    proposal = propose(clerk, home.household, [], MONTH)
    assert [one.proposed_fen for one in proposal.people] == [one.amount_fen for one in proposal.people]
    amounts = {one.person.id: 70_000 + 100 * place for place, one in enumerate(proposal.people)}
    values = {"region_code": VILLAGES[1], "address": "新村5号", "residence": "rural"}
    relations = {home.keys[0]: "head"}
    reassessment = Reassessment(MONTH, amounts)
    founded = split_household(confirming(clerk), home.household, values, relations, DAY, None, reassessment)
    spells = clerk.scalars(select(Spell).where(Spell.retired_on.is_(None), Spell.lasts_beyond(date(2024, 1, 1)))).all()
    own = {spell.id: spell for spell in spells if spell.household_id in {home.household.id, founded.id}}
    assert {own[key].person_id: fen for key, fen in load_amounts(clerk, own, MONTH).items()} == amounts
    assert {spell.household_id for spell in own.values()} == {home.household.id, founded.id}


@pytest.mark.usefixtures("standard")
def test_a_month_in_which_somebody_is_not_recognised_is_refused(home: Home, clerk):
    proposal = propose(clerk, home.household, [home.alone], MONTH)
    early = Reassessment("2023-12", {one.person.id: one.proposed_fen for one in proposal.people})
    with pytest.raises(ValidationError) as refusal:
        record_marriage(confirming(clerk), home.household, home.alone, "spouse", DAY, None, early)
    assert refusal.value.fields.keys() == {"from_month"}


def test_where_nobody_is_recognised_nothing_is_proposed(home: Home, clerk):
    for spell in clerk.scalars(select(Spell)):
        spell.end_on, spell.exit_reason = date(2023, 12, 1), "income"
    clerk.flush()
    assert propose(clerk, home.household, [newcomer(clerk)], MONTH) is None


def test_nobody_is_recognised_together_with_a_family_in_extreme_difficulty(home: Home, clerk):
    """That is found of one person, with a level of care."""
    for spell in clerk.scalars(select(Spell)):
        spell.tier, spell.support_place, spell.care_level = "tekun", "scattered", "full"
    clerk.flush()
    assert propose(clerk, home.household, [newcomer(clerk)], MONTH).newcomers == []
    assert propose_recognition(clerk, home.household, load_family(home.household.id, DAY, clerk, clerk)) is None
