"""A membership ended or voided by itself: benefits that go on are asked about, no family is left without a head."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from shared.access import ScopedSession
from shared.models import HouseholdMember, Spell
from shared.services import records
from shared.services.membership_ends import edit_membership, void_membership
from shared.services.service_errors import ValidationError
from tests.support.family_home import Home
from tests.support.two_counties import confirming

LEFT = date(2023, 12, 20)


def answer(act: Any, *arguments: Any) -> tuple[set[str], str]:
    """The fields at which it is refused, and what is asked."""
    with pytest.raises(ValidationError) as refused:
        act(*arguments)
    return set(refused.value.fields), " ".join(str(doubt) for _column, doubt in refused.value.doubts)


def member(clerk: ScopedSession, home: Home, relation: str) -> HouseholdMember:
    own = HouseholdMember.household_id == home.household.id, HouseholdMember.relation == relation
    return clerk.scalars(select(HouseholdMember).where(*own).order_by(HouseholdMember.id)).first()


def test_a_member_whose_benefits_go_on_leaves_when_that_is_confirmed(home: Home, clerk):
    child = member(clerk, home, "child")
    arguments = clerk, child, {"end_on": LEFT}, child.version
    fields, asked = answer(edit_membership, *arguments)
    assert (fields, "Minimum living guarantee" in asked and "2023-01-01" in asked) == (set(), True)
    assert "go on" in answer(void_membership, clerk, child, "wrong", child.version)[1]
    spell = clerk.scalars(select(Spell).where(Spell.person_id == child.person_id)).one()
    confirming(clerk)
    records.update(clerk, spell, {"end_on": date(2024, 1, 1), "exit_reason": "income"}, spell.version)
    clerk.confirmed = frozenset()
    assert edit_membership(*arguments).end_on == LEFT  # paid until the end of the month


def test_a_head_goes_when_another_is_head(home: Home, clerk):
    head, child = member(clerk, home, "head"), member(clerk, home, "child")
    confirming(clerk)
    assert answer(edit_membership, clerk, head, {"end_on": LEFT}, head.version) == ({"end_on"}, "")
    assert answer(void_membership, clerk, head, "wrong", head.version) == ({""}, "")
    elsewhere = {"household_id": home.other.id}
    assert answer(edit_membership, clerk, head, elsewhere, head.version) == ({"household_id"}, "")
    edit_membership(clerk, head, {"relation": "other"}, head.version)
    edit_membership(clerk, child, {"relation": "head"}, child.version)
    assert edit_membership(clerk, head, {"end_on": LEFT}, head.version).end_on == LEFT


def test_the_last_member_of_a_household_with_benefits_stays(home: Home, clerk):
    alone = clerk.scalars(select(HouseholdMember).where(HouseholdMember.household_id == home.other.id)).one()
    clerk.reason = "moved"
    assert "No one else" in answer(edit_membership, clerk, alone, {"end_on": LEFT}, alone.version)[1]
    confirming(clerk)
    assert answer(edit_membership, clerk, alone, {"end_on": date.min}, alone.version)[0] == {"end_on"}
    assert answer(void_membership, clerk, alone, "wrong", alone.version) == ({""}, "")
    spell = clerk.scalars(select(Spell).where(Spell.household_id == home.other.id)).one()
    records.retire(clerk, spell, "wrong", spell.version)
    void_membership(clerk, alone, "wrong", alone.version)
    assert answer(edit_membership, clerk, alone, {"end_on": LEFT}, alone.version) == ({""}, "")
    records.restore(clerk, alone, "right", alone.version)
    assert edit_membership(clerk, alone, {"end_on": date.max}, alone.version).end_on == date.max
