"""A family moves as a whole, from a day on; a division ends when nothing is left in it. Past figures stay."""

from __future__ import annotations

import re
from datetime import date

import pytest

from shared.access import SYSTEM, Actor, Grant, Role
from shared.clock import Period
from shared.indicators import cube
from shared.indicators.values import load_values
from shared.locale import CHINESE, use_language
from shared.models import Household, HouseholdMember, Person, Region, Spell
from shared.services import commit, records, relocations
from shared.services.service_errors import ValidationError
from tests.factories.regions import CHANGSHU, KUNSHAN, PROVINCE, VILLAGES, region
from tests.support.two_counties import CLERK, HERE, PROVINCIAL, TwoCounties, confirming

SAME_COUNTY, OTHER_COUNTY = VILLAGES[1], VILLAGES[2]
MONTHS = [Period.month(2023, month) for month in range(1, 13)]
ADMINISTRATOR = Actor("system", "管", (Grant(Role.SYSTEM_ADMIN, PROVINCE),))


def counted(session, places) -> list[list[int]]:
    of = {place: load_values(session, ["recipients_by_tier"], [place], MONTHS, "") for place in places}
    return [[f.numerator or 0 for f in of[place]] for place in places]


def test_a_household_does_not_move_alone(counties: TwoCounties, clerk):
    household = clerk.get_one(Household, counties.here[Household])
    with pytest.raises(ValidationError) as refusal:
        records.update(clerk, household, {"region_code": SAME_COUNTY}, household.version)
    assert "2 memberships and benefit spells" in refusal.value.fields["region_code"]


def test_it_takes_its_members_and_recognitions_along_and_the_past_stays(counties: TwoCounties):
    with counties.session(SYSTEM) as session:
        cube.build(session)
        session.commit()
    with counties.session(PROVINCIAL) as session:
        places = (PROVINCE, KUNSHAN, CHANGSHU)
        before = counted(session, places)
        household = session.get_one(Household, counties.here[Household])
        relocations.move_household(
            confirming(session), household, {"region_code": OTHER_COUNTY}, date(2023, 11, 1), household.version
        )
        commit(session)
        person = session.get_one(Person, counties.here[Person])
        membership = session.get_one(HouseholdMember, counties.here[HouseholdMember])
        assert {household.region_code, person.region_code, membership.region_code} == {OTHER_COUNTY}
        old = session.get_one(Spell, counties.here[Spell])
        assert (old.region_code, old.end_on, old.exit_reason) == (HERE, date(2023, 11, 1), "moved")
        after = counted(session, places)
        assert after[0] == before[0]
        assert [row[:10] for row in after] == [row[:10] for row in before]
        assert [row[10:] for row in after[1:]] == [[0, 0], [1, 1]]


def test_a_clerk_moves_inside_his_regions_only(counties: TwoCounties):
    with counties.session(CLERK) as clerk:
        household = clerk.get_one(Household, counties.here[Household])
        relocations.move_household(clerk, household, {"region_code": SAME_COUNTY}, date(2023, 11, 1), household.version)
        commit(clerk)
        assert household.region_code == SAME_COUNTY


def test_a_person_who_moves_without_the_family_is_asked_about(counties: TwoCounties):
    with counties.session(PROVINCIAL) as session:
        person = session.get_one(Person, counties.here[Person])
        with pytest.raises(ValidationError) as doubt:
            records.update(session, person, {"region_code": OTHER_COUNTY}, person.version)
        assert (doubt.value.fields, doubt.value.doubts[0][0]) == ({}, "region_code")


def test_another_region_for_past_months_is_asked_about(counties: TwoCounties):
    with counties.session(PROVINCIAL) as session:
        spell = session.get_one(Spell, counties.here[Spell])
        with pytest.raises(ValidationError) as doubt:
            records.update(session, spell, {"region_code": SAME_COUNTY}, spell.version)
        ((column, sentence),) = doubt.value.doubts
        assert (doubt.value.fields, column, str(spell.start_on) in sentence) == ({}, "region_code", True)


@pytest.mark.parametrize("code", [HERE, HERE[:9], KUNSHAN])
def test_a_division_in_use_does_not_end(counties: TwoCounties, code):
    with counties.session(ADMINISTRATOR) as session:
        found = session.get_one(Region, code)
        with pytest.raises(ValidationError) as refusal:
            records.update(session, found, {"valid_to": date(2024, 1, 1)}, found.version)
    assert "People (1)" in refusal.value.fields["valid_to"]
    assert "Households (1)" in refusal.value.fields["valid_to"]


def test_in_chinese_what_a_division_holds_is_listed_with_full_signs(counties: TwoCounties):
    with counties.session(ADMINISTRATOR) as session, use_language(CHINESE):
        found = session.get_one(Region, HERE)
        with pytest.raises(ValidationError) as refusal:
            records.update(session, found, {"valid_to": date(2024, 1, 1)}, found.version)
    assert re.search(r"（1）、\w+（1）", refusal.value.fields["valid_to"])
    assert not re.search(r"[(,]", refusal.value.fields["valid_to"])


def test_an_empty_one_ends_and_takes_nothing_new(counties: TwoCounties):
    with counties.session(ADMINISTRATOR) as session:
        found = session.get_one(Region, SAME_COUNTY)
        wrong = {"valid_to": date(2024, 1, 1), "successor_code": KUNSHAN}
        with pytest.raises(ValidationError, match="same level"):
            records.update(session, found, wrong, found.version)
        records.update(session, found, wrong | {"successor_code": HERE}, found.version)
        commit(session)
    with counties.session(CLERK) as clerk:
        values = {"number": "8", "address": "1", "residence": "rural", "region_code": SAME_COUNTY}
        with pytest.raises(ValidationError, match="choose the region it is merged into"):
            records.create(clerk, Household, values)


def test_a_parent_ends_after_its_parts(counties: TwoCounties):
    with counties.session(SYSTEM) as session:
        session.add(region("320583102"))
        session.flush()
        session.add(region("320583102001"))
        session.flush()
        parent = session.get_one(Region, "320583102")
        with pytest.raises(ValidationError, match=r"Administrative regions \(1\)"):
            records.update(session, parent, {"valid_to": date(2024, 1, 1)}, parent.version)
