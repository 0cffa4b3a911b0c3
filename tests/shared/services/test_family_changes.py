"""Births, marriages, splits, mergers and stops: from a day on; who is where, what goes along, what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from shared.clock import freeze
from shared.models import AmountChange, Household, HouseholdMember, Person, Spell
from shared.services import commit
from shared.services.benefit_stops import stop_benefits
from shared.services.births import ChildRecognition, NewChild, propose_recognition, record_birth
from shared.services.household_composition import load_family
from shared.services.household_splits import merge_households, split_household
from shared.services.marriages import record_marriage
from shared.services.monthly_amounts import load_amounts
from shared.services.relocations import move_family
from shared.services.service_errors import ValidationError
from tests.factories import records as make
from tests.factories.identity_numbers import identity_number
from tests.factories.regions import VILLAGES
from tests.shared.services.test_family_registration import SEALER
from tests.support.family_home import DAY, Home
from tests.support.two_counties import confirming

TODAY, TOMORROW = date(2023, 12, 31), date(2024, 1, 1)
CHILD = {"name": "张小宝", "sex": "1", "born_on": DAY}
NEW_HOME = {"region_code": VILLAGES[1], "address": "新村5号", "residence": "rural"}


@pytest.fixture
def acting(clerk):
    """The clerk, with a reason and nothing to ask about."""
    return confirming(clerk, "document 7")


def members(session: Any, household: Household, day: date) -> list[tuple[str, str]]:
    query = select(HouseholdMember).where(
        HouseholdMember.household_id == household.id, HouseholdMember.is_in_force(day)
    )
    return sorted((one.person.name, str(one.relation)) for one in session.scalars(query))


def spells(session: Any, person: Person) -> list[tuple[int, str, date, date | None, int]]:
    query = select(Spell).where(Spell.person_id == person.id, Spell.retired_on.is_(None)).order_by(Spell.start_on)
    found = list(session.scalars(query))
    return [(s.household_id, s.region_code, s.start_on, s.end_on, s.monthly_fen) for s in found]


def refusal(act: Any, *arguments: Any) -> dict[str, str]:
    with pytest.raises(ValidationError) as refused:
        act(*arguments)
    return refused.value.fields


def test_a_child_is_a_member_from_its_birth_and_recognised_from_a_month_on(home: Home, acting):
    own = acting.scalars(select(Spell).where(Spell.person_id == home.child.id)).one()
    recognition = ChildRecognition("dibao", "2024-01", 40_000, {own.id: 50_000})
    child = record_birth(acting, home.household, NewChild(CHILD, "grandchild", None), recognition, SEALER)
    commit(acting)
    assert ("张小宝", "grandchild") in members(acting, home.household, DAY)
    assert spells(acting, child) == [(home.household.id, home.household.region_code, TOMORROW, None, 40_000)]
    assert load_amounts(acting, [own.id], "2023-12") == {own.id: 60_000}
    assert load_amounts(acting, [own.id], "2024-01") == {own.id: 50_000}
    assert child.identity_kind == "none"


def test_an_adopted_child_needs_the_day_and_brings_its_number(home: Home, acting):
    number = identity_number(date(2018, 1, 2), 13)
    child = NewChild({"name": "张小宝"}, "child", None, number, is_adopted=True)
    assert set(refusal(record_birth, acting, home.household, child, None, SEALER)) == {"joined_on"}
    adopted = NewChild({"name": "张小宝"}, "child", DAY, number, is_adopted=True)
    person = record_birth(acting, home.household, adopted, None, SEALER)
    assert (person.born_on, person.sex, spells(acting, person)) == (date(2018, 1, 2), "1", [])
    assert acting.act[0] == "adoption"


def test_what_is_wrong_with_a_child_is_said_at_once(home: Home, acting):
    child = NewChild({"name": "张3", "sex": None, "born_on": None}, "child", DAY)
    assert set(refusal(record_birth, acting, home.household, child, None, SEALER)) == {"name", "sex", "born_on"}
    later = NewChild(CHILD, "child", TOMORROW)
    assert set(refusal(record_birth, acting, home.household, later, None, SEALER)) == {"joined_on"}


def test_an_even_family_amount_is_divided_anew(home: Home, acting):
    family = load_family(home.household.id, TODAY, acting, acting)
    due = [one.amount_fen for one in family.recognised]
    proposal = propose_recognition(acting, home.household, family)
    assert (proposal.tier, proposal.from_month) == ("dibao", "2024-01")
    total = sum(due)  # no standard is known here: nothing is added
    even = max(due) - min(due) <= 100
    assert sum([*proposal.amounts.values(), proposal.monthly_fen]) == total
    assert (proposal.monthly_fen > 0) == even
    assert propose_recognition(acting, make.household(), load_family(0, TODAY, acting, acting)) is None


def test_who_marries_leaves_there_and_joins_here_with_benefits(home: Home, acting):
    record_marriage(acting, home.household, home.alone, "spouse", DAY)
    commit(acting)
    assert members(acting, home.other, date(2023, 12, 9)) == [("孙梅", "head")]
    assert members(acting, home.other, DAY) == []
    assert ("孙梅", "spouse") in members(acting, home.household, DAY)
    assert spells(acting, home.alone) == [
        (home.other.id, VILLAGES[1], date(2023, 1, 1), DAY, 50_000),
        (home.household.id, home.household.region_code, DAY, None, 50_000),
    ]
    assert home.alone.region_code == home.household.region_code


def test_a_head_who_marries_out_leaves_a_new_head(home: Home, acting):
    head = acting.get_one(
        Person,
        acting.scalars(
            select(HouseholdMember.person_id).where(
                HouseholdMember.household_id == home.household.id, HouseholdMember.relation == "head"
            )
        ).one(),
    )
    assert set(refusal(record_marriage, acting, home.other, head, "spouse", DAY)) == {"new_head"}
    record_marriage(acting, home.other, head, "spouse", DAY, home.keys[0])
    assert ("张明", "head") in members(acting, home.household, DAY)
    assert len(members(acting, home.household, DAY)) == 2


def test_a_marriage_needs_a_reason_another_household_and_a_day_gone_by(home: Home, acting):
    assert set(refusal(record_marriage, acting, home.household, home.child, "spouse", DAY)) == {"person_id"}
    assert set(refusal(record_marriage, acting, home.household, home.alone, "spouse", TOMORROW)) == {"day"}
    acting.reason = ""
    assert set(refusal(record_marriage, acting, home.household, home.alone, "spouse", DAY)) == {"reason"}


def test_who_leaves_takes_recognition_and_amounts_along(home: Home, acting):
    own = acting.scalars(select(Spell).where(Spell.person_id == home.child.id)).one()
    acting.add(make.amount_change(own, from_month="2023-11", monthly_fen=65_000))
    acting.add(make.amount_change(own, from_month="2024-02", monthly_fen=70_000))
    acting.flush()
    founded = split_household(acting, home.household, NEW_HOME, {home.keys[0]: "head"}, DAY)
    commit(acting)
    assert (founded.number, founded.region_code) == ("320583000001", VILLAGES[1])
    assert members(acting, founded, DAY) == [("张明", "head")]
    assert "张明" not in dict(members(acting, home.household, DAY))
    assert "张明" in dict(members(acting, home.household, date(2023, 12, 9)))
    assert spells(acting, home.child)[1:] == [(founded.id, VILLAGES[1], DAY, None, 65_000)]
    follows = acting.scalars(select(Spell).where(Spell.household_id == founded.id)).one()
    assert load_amounts(acting, [own.id, follows.id], "2024-02") == {own.id: 65_000, follows.id: 70_000}
    in_use = select(AmountChange.from_month).where(AmountChange.spell_id == own.id, AmountChange.retired_on.is_(None))
    assert acting.scalars(in_use).all() == ["2023-11"]


def test_a_split_says_what_is_missing(home: Home, acting):
    head = acting.scalars(
        select(HouseholdMember.id).where(
            HouseholdMember.household_id == home.household.id, HouseholdMember.relation == "head"
        )
    ).one()
    one, two = home.keys

    def wrong(relations: dict[int, str | None], day: date = DAY, new_head: int | None = None) -> set[str]:
        return set(refusal(split_household, acting, home.household, NEW_HOME, relations, day, new_head))

    assert wrong({}) == {"members"}
    assert wrong({head: "head", one: "child", two: "child"}) == {"members"}
    assert wrong({one: "child"}) == {""}
    assert wrong({one: None}) == {f"relation-{one}"}
    assert wrong({one: "head"}, TOMORROW) == {"day"}
    assert wrong({one: "head"}, date(2020, 1, 1)) == {"day"}
    assert wrong({head: "head"}) == {"new_head"}
    split_household(acting, home.household, NEW_HOME, {head: "head"}, DAY, one)
    assert ("张明", "head") in members(acting, home.household, DAY)


def test_households_become_one_and_the_other_keeps_its_past(home: Home, acting):
    alone = acting.scalars(select(HouseholdMember.id).where(HouseholdMember.household_id == home.other.id)).one()

    def wrong(other: Household, relations: dict[int, str | None], day: date = DAY) -> set[str]:
        return set(refusal(merge_households, acting, home.household, other, relations, day))

    assert wrong(home.household, {}) == {"household_id"}
    assert wrong(home.other, {}) == {f"relation-{alone}"}
    assert wrong(home.other, {alone: "head"}) == {""}
    merge_households(acting, home.household, home.other, {alone: "other"}, DAY)
    commit(acting)
    assert ("孙梅", "other") in members(acting, home.household, DAY)
    assert (members(acting, home.other, date(2023, 12, 9)), home.other.retired_on) == ([("孙梅", "head")], None)
    assert wrong(home.other, {}) == {"household_id"}


def test_a_stop_ends_all_and_voids_what_had_not_begun(home: Home, acting):
    begins_later = make.spell(acting.get_one(HouseholdMember, home.keys[1]).person, home.household, start_on=TOMORROW)
    acting.add(begins_later)
    acting.flush()
    assert set(refusal(stop_benefits, acting, home.household, TOMORROW, None)) == {"exit_reason"}
    assert stop_benefits(acting, home.household, TOMORROW, "income") == 3
    commit(acting)
    own = select(Spell).where(Spell.household_id == home.household.id, Spell.retired_on.is_(None))
    assert {(spell.end_on, str(spell.exit_reason)) for spell in acting.scalars(own)} == {(TOMORROW, "income")}
    assert begins_later.retired_on == TODAY
    assert set(refusal(stop_benefits, acting, home.household, TOMORROW, "income")) == {"end_on"}


def test_what_has_ended_stays_as_it_ended_and_what_is_paid_stops_after_it_began(home: Home, acting):
    former = make.spell(home.alone, home.household, start_on=date(2020, 1, 1), end_on=date(2021, 1, 1))
    acting.add(former)
    acting.flush()
    before = acting.scalars(select(Spell).order_by(Spell.id)).all()
    for day in (date(1800, 1, 1), date(2019, 1, 1), date(2020, 6, 1), date(2023, 1, 1)):
        (sentence,) = refusal(stop_benefits, acting, home.household, day, "income").values()
        assert "2023-01-01" in sentence
    stop_benefits(acting, home.household, date(2023, 1, 2), "income")
    commit(acting)
    assert (former.end_on, former.exit_reason) == (date(2021, 1, 1), None)
    assert {one.retired_on for one in before} == {None}


def test_a_stop_far_ahead_or_one_that_voids_something_is_asked_about(home: Home, clerk):
    clerk.reason = "document 7"

    def doubts(day: date) -> list[str]:
        with pytest.raises(ValidationError) as asked:
            stop_benefits(clerk, home.household, day, "income")
        return [str(doubt) for _column, doubt in asked.value.doubts] or ["no"]

    assert doubts(date(2024, 2, 1)) == ["Benefits go on for more than a month, until 2024-02-01. Is this right?"]
    assert doubts(date(2023, 6, 1)) == ["Changes of amount from later months on go void: 1."]
    assert (doubts(date(9999, 12, 31)), doubts(date(2025, 1, 1))) == (["no"], ["no"])
    stop_benefits(clerk, home.household, date(2024, 1, 31), "income")


def test_a_move_inside_the_village_changes_the_address_only(home: Home, acting):
    own, before = home.household.region_code, spells(acting, home.child)
    same = {"region_code": own, "address": home.household.address, "telephone": None}
    assert set(refusal(move_family, acting, home.household, same, DAY, home.household.version)) == {"address"}
    there = same | {"address": "解放路9号"}
    assert set(refusal(move_family, acting, home.household, there, TOMORROW, home.household.version)) == {"moves_on"}
    move_family(acting, home.household, there, DAY, home.household.version)
    assert (home.household.address, spells(acting, home.child)) == ("解放路9号", before)


def test_acts_of_this_month_move_no_figure_of_the_past(home: Home, clerk):
    """None of them asks to confirm a revision."""
    freeze(TODAY)
    clerk.confirmed, clerk.reason = frozenset(), "document 7"
    split_household(clerk, home.household, NEW_HOME, {home.keys[0]: "head"}, DAY)
    commit(clerk)
    clerk.reason = "document 8"
    stop_benefits(clerk, home.household, TOMORROW, "income")
    commit(clerk)
