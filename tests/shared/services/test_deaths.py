"""A death ends what has to end, names the new head, and can be corrected and taken back."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from shared.models import Household, HouseholdMember, Person, Spell
from shared.services import commit, deaths, records
from shared.services.checks.death_checks import records_left_open
from shared.services.service_errors import ValidationError
from tests.factories import records as make
from tests.support.two_counties import HERE, TwoCounties

DAY = date(2023, 11, 15)


@pytest.fixture
def head(counties: TwoCounties, clerk) -> Person:
    """The head of the family, in dibao; a child lives in the household too."""
    child = make.person(HERE, name="张明", born_on=date(1990, 5, 1))
    home = clerk.get_one(Household, counties.here[Household])
    clerk.add_all([child, make.membership(child, home, relation="child")])
    clerk.flush()
    return clerk.get_one(Person, counties.here[Person])


def heir(clerk) -> HouseholdMember:
    return clerk.scalars(select(HouseholdMember).where(HouseholdMember.relation == "child")).one()


def test_a_death_is_refused_while_something_goes_on(head: Person, clerk):
    with pytest.raises(ValidationError) as refusal:
        records.update(clerk, head, {"died_on": DAY}, head.version)
    assert "benefit spells 1, memberships 1" in refusal.value.fields["died_on"]


def test_without_a_new_head_it_does_not_end(head: Person, clerk):
    with pytest.raises(ValidationError, match="new head"):
        deaths.record_death(clerk, head, DAY, {})


def test_it_ends_with_the_month_and_hands_over_the_household(counties: TwoCounties, head: Person, clerk):
    deaths.record_death(clerk, head, DAY, {counties.here[Household]: heir(clerk).id})
    records.update(clerk, head, {"died_on": DAY}, head.version)
    commit(clerk)
    spell = clerk.get_one(Spell, counties.here[Spell])
    assert (spell.end_on, spell.exit_reason) == (date(2023, 12, 1), "died")
    heads = select(HouseholdMember).where(HouseholdMember.relation == "head").order_by(HouseholdMember.start_on)
    own_heads = [m for m in clerk.scalars(heads) if m.household_id == counties.here[Household]]
    assert [(m.person.name, m.start_on, m.end_on) for m in own_heads] == [
        ("王芳", date(2020, 1, 1), date(2023, 11, 16)),
        ("张明", date(2023, 11, 16), None),
    ]
    assert not records_left_open(clerk, head, DAY)


def test_a_recognition_that_had_not_begun_goes_out_of_use(counties: TwoCounties, head: Person, clerk):
    spell = clerk.get_one(Spell, counties.here[Spell])
    spell.start_on = date(2023, 12, 1)
    clerk.flush()
    clerk.reason = "certificate 12"
    deaths.record_death(clerk, head, DAY, {counties.here[Household]: heir(clerk).id})
    assert (spell.retired_reason, spell.end_on) == ("certificate 12", None)


def test_an_earlier_day_ends_it_earlier_and_taking_it_back_lets_it_go_on(counties: TwoCounties, head: Person, clerk):
    deaths.record_death(clerk, head, DAY, {counties.here[Household]: heir(clerk).id})
    records.update(clerk, head, {"died_on": DAY}, head.version)
    earlier, spell = date(2023, 10, 2), clerk.get_one(Spell, counties.here[Spell])
    with pytest.raises(ValidationError):
        records.update(clerk, head, {"died_on": earlier}, head.version)
    deaths.record_death(clerk, head, earlier, {counties.here[Household]: heir(clerk).id})
    records.update(clerk, head, {"died_on": earlier}, head.version)
    assert spell.end_on == date(2023, 11, 1)
    ended = deaths.records_ended_by(clerk, head, earlier)
    records.update(clerk, head, {"died_on": None}, head.version)
    deaths.undo_death(clerk, ended)
    membership = clerk.get_one(HouseholdMember, counties.here[HouseholdMember])
    assert (spell.end_on, spell.exit_reason) == (None, None)
    assert (membership.end_on, membership.relation) == (None, "head")


def test_what_stands_in_another_region_is_for_the_office_above(counties: TwoCounties, head: Person, clerk):
    clerk.connection().exec_driver_sql(
        f"UPDATE spell SET region_code = '320102002001' WHERE id = {counties.here[Spell]}"
    )
    clerk.expire_all()
    with pytest.raises(ValidationError, match="office above"):
        records.update(clerk, head, {"died_on": DAY}, head.version)


def test_aid_after_the_day_is_asked_about(counties: TwoCounties, head: Person, clerk):
    home = clerk.get_one(Household, counties.here[Household])
    clerk.add(make.temporary(head, home, granted_on=date(2023, 12, 1)))
    clerk.flush()
    deaths.record_death(clerk, head, DAY, {counties.here[Household]: heir(clerk).id})
    with pytest.raises(ValidationError) as doubt:
        records.update(clerk, head, {"died_on": DAY}, head.version)
    assert (doubt.value.fields, doubt.value.doubts[0][0]) == ({}, "died_on")
