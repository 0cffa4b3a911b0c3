"""What the domain asks: each rule lets the right entry through and refuses the wrong one with a sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shared.access import SYSTEM, Actor, Grant, Role, ScopedSession
from shared.models import (
    BenefitPayment,
    Delivery,
    EarlyWarning,
    HomeVisit,
    Household,
    HouseholdMember,
    LegalParameter,
    Person,
    Programme,
    ProgrammeCycle,
    Quota,
    Receipt,
    Region,
    SolarInstallation,
    SolarYield,
    Spell,
    WarningOutcome,
    WarningResponse,
)
from shared.services import commit, records
from shared.services.service_errors import ValidationError
from tests.factories import records as make
from tests.support.two_counties import HERE, PROVINCIAL, TwoCounties, confirming, insisted


def refused(session: ScopedSession, record_class: type, values: dict[str, Any]) -> dict[str, str]:
    """The sentences against a new record, by column; empty when it is accepted."""
    try:
        records.create(session, record_class, values)
    except ValidationError as invalid:
        return invalid.fields
    return {}


@pytest.mark.parametrize(
    ("start", "end", "is_right"),
    [
        (date(2022, 1, 1), date(2023, 1, 1), True),  # ends where the other begins
        (date(2022, 1, 1), date(2023, 1, 2), False),
        (date(2022, 1, 1), None, False),
        (date(2024, 1, 1), None, False),  # the other has no end
    ],
)
def test_spells_of_a_person_never_overlap(counties: TwoCounties, clerk, start, end, is_right):
    keys = {"person_id": counties.here[Person], "household_id": counties.here[Household]}
    ended = {"exit_reason": "income"} if end else {}
    found = refused(clerk, Spell, keys | {"tier": "marginal", "start_on": start, "end_on": end} | ended)
    assert (found == {}) == is_right
    if not is_right:
        assert f"no. {counties.here[Spell]}" in found["start_on"]


def test_an_overlap_in_another_county_is_refused_without_saying_where(counties: TwoCounties):
    with counties.session(PROVINCIAL) as province:
        person = province.get_one(Person, counties.there[Person])
        insisted(province, records.update, person, {"region_code": HERE}, person.version)
        commit(province)
    with counties.session() as clerk:
        keys = {"person_id": counties.there[Person], "household_id": counties.here[Household]}
        found = refused(clerk, Spell, keys | {"tier": "dibao", "start_on": date(2023, 5, 1)})
    assert found["start_on"] == "The person has a benefit spell in another region on some of these days."


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"end_on": date(2023, 6, 1)}, "exit_reason"),
        ({"exit_reason": "income"}, "end_on"),
        ({"end_on": date(2022, 6, 1), "exit_reason": "income"}, "end_on"),
        ({"care_level": "full"}, "care_level"),
        ({"monthly_fen": -1}, "monthly_fen"),
        ({"monthly_fen": 2**31}, "monthly_fen"),
        ({"start_on": date(1899, 12, 31)}, "start_on"),
        ({"tier": None}, "tier"),
    ],
)
def test_a_spell_is_whole(counties: TwoCounties, clerk, values, column):
    spell = clerk.get_one(Spell, counties.here[Spell])
    with pytest.raises(ValidationError) as refusal:
        records.update(confirming(clerk), spell, values, spell.version)
    assert column in refusal.value.fields


def test_a_person_belongs_to_one_household_at_a_time(counties: TwoCounties, clerk):
    other = records.create(clerk, Household, {"number": "7", "address": "1", "residence": "rural", "region_code": HERE})
    values = {"person_id": counties.here[Person], "household_id": other.id, "relation": "head"}
    assert "start_on" in refused(clerk, HouseholdMember, values | {"start_on": date(2023, 1, 1)})
    assert refused(clerk, HouseholdMember, values | {"start_on": date(2019, 1, 1), "end_on": date(2020, 1, 1)}) == {}


def test_a_warning_leaves_time_and_has_one_outcome(counties: TwoCounties, clerk):
    values = {"person_id": counties.here[Person], "rule_key": "r", "risk": "illness", "level": "red"}
    day = date(2023, 11, 1)
    assert refused(clerk, EarlyWarning, values | {"issued_on": day, "due_on": day}).keys() == {"due_on"}
    assert refused(clerk, EarlyWarning, values | {"issued_on": day, "due_on": date(2023, 11, 15)}) == {}
    outcome = {"warning_id": counties.here[EarlyWarning], "result": "died", "decided_on": day}
    assert refused(clerk, WarningOutcome, outcome).keys() == {"warning_id"}


def test_what_follows_a_warning_does_not_come_before_it(counties: TwoCounties, clerk):
    before = date(2023, 2, 28)
    warning = {"warning_id": counties.here[EarlyWarning]}
    assert "done_on" in refused(
        clerk, HomeVisit, warning | {"planned_on": date(2023, 3, 2), "done_on": before, "visitor": "李"}
    )
    response = warning | {"kind": "referral", "department": "医保局"}
    assert "started_on" in refused(clerk, WarningResponse, response | {"started_on": before})


@pytest.mark.parametrize(
    ("values", "columns"),
    [
        ({"kind": "tier"}, {"spell_id"}),
        ({"kind": "tier", "department": "教育"}, {"spell_id", "department"}),
        ({"kind": "referral", "department": "教育", "spell_id": 1}, {"spell_id"}),
        ({"kind": "referral"}, {"department"}),
        ({"kind": "tier", "spell_id": 1}, set()),
    ],
)
def test_an_assistance_names_its_own_kind(counties: TwoCounties, clerk, values, columns):
    keys = {"warning_id": counties.here[EarlyWarning], "started_on": date(2023, 5, 1)}
    if "spell_id" in values:
        values = values | {"spell_id": counties.here[Spell]}
    assert refused(clerk, WarningResponse, keys | values).keys() == columns


def test_an_assistance_was_given_to_the_person_warned_about(counties: TwoCounties):
    with counties.session(PROVINCIAL) as province:
        values = {"kind": "tier", "spell_id": counties.there[Spell], "started_on": date(2023, 5, 1)}
        assert "spell_id" in refused(province, WarningResponse, values | {"warning_id": counties.here[EarlyWarning]})


def test_a_household_is_paid_once_a_month(counties: TwoCounties, clerk):
    values = {"household_id": counties.here[Household], "tier": "dibao", "amount_fen": 1}
    assert refused(clerk, BenefitPayment, values | {"month": "2023-12"}).keys() == {"month"}
    assert refused(clerk, BenefitPayment, values | {"month": "2024-01"}).keys() == {"month"}
    for month in ("2023-13", "23-11", "2023/11"):
        assert refused(clerk, BenefitPayment, values | {"month": month}).keys() == {"month"}
    assert refused(clerk, BenefitPayment, values | {"month": "2023-11"}) == {}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"delivered_on": date(2022, 12, 31)}, "The cycle begins"),  # before the run begins
        ({"delivered_on": date(2024, 1, 1)}, "is in the future"),
        ({}, "second delivery"),  # a second one
    ],
)
def test_a_delivery_is_right(counties: TwoCounties, clerk, change, sentence):
    values = {"cycle_id": counties.here[ProgrammeCycle], "household_id": counties.here[Household], "value_fen": 1}
    found = refused(clerk, Delivery, values | {"delivered_on": date(2023, 6, 1)} | change)
    assert any(sentence in text for text in found.values())


def household(session: ScopedSession, **spell: Any) -> int:
    """Another household with a person in dibao since 2023."""
    home, person = make.household(HERE), make.person(HERE)
    session.add_all([home, person, make.spell(person, home, **spell)])
    session.flush()
    return home.id


def test_only_the_eligible_are_served_or_a_reason_is_given(counties: TwoCounties, clerk):
    values = {"cycle_id": counties.here[ProgrammeCycle], "delivered_on": date(2023, 6, 1), "value_fen": 1}
    eligible, too_late = household(clerk), household(clerk, start_on=date(2023, 7, 1))
    other_tier = household(clerk, tier="marginal")
    assert refused(clerk, Delivery, values | {"household_id": eligible}) == {}
    for key in (too_late, other_tier):
        assert refused(clerk, Delivery, values | {"household_id": key}).keys() == {"override_reason"}
        assert refused(clerk, Delivery, values | {"household_id": key, "override_reason": "火灾"}) == {}


def test_a_quota_is_not_exceeded_without_a_reason(counties: TwoCounties):
    with counties.session(PROVINCIAL) as province:
        quota = province.get_one(Quota, counties.here[Quota])
        records.update(province, quota, {"units": 2}, quota.version)
        values = {"cycle_id": counties.here[ProgrammeCycle], "delivered_on": date(2023, 6, 1), "value_fen": 1}
        first, second = household(province), household(province)
        assert refused(province, Delivery, values | {"household_id": first}) == {}
        assert refused(province, Delivery, values | {"household_id": second}).keys() == {"override_reason"}
        assert refused(province, Delivery, values | {"household_id": second, "override_reason": "追加"}) == {}


def test_a_receipt_is_signed_when_the_delivery_is_there(counties: TwoCounties, clerk):
    receipt = clerk.get_one(Receipt, counties.here[Receipt])
    with pytest.raises(ValidationError) as refusal:
        records.update(clerk, receipt, {"signed_on": date(2023, 4, 30)}, receipt.version)
    assert refusal.value.fields.keys() == {"signed_on"}


def test_panels_yield_nothing_before_they_are_connected(counties: TwoCounties, clerk):
    values = {"installation_id": counties.here[SolarInstallation], "energy_kwh": 1, "income_fen": 1}
    for year in (2022, 2024):
        assert refused(clerk, SolarYield, values | {"year": year}).keys() == {"year"}


@pytest.mark.parametrize(
    ("values", "columns"),
    [
        ({"code": "320583200", "level": "township", "parent_code": "320583"}, set()),
        ({"code": "320583200", "level": "village", "parent_code": "320583"}, {"level"}),
        ({"code": "320583200", "level": "township", "parent_code": "320581"}, {"parent_code"}),
        ({"code": "32058", "level": "county", "parent_code": "320500"}, {"code"}),
        ({"code": "320583", "level": "county", "parent_code": "320500"}, {"code"}),
    ],
)
def test_codes_of_regions_nest(counties: TwoCounties, values, columns):
    system = Actor("system", "管", (Grant(Role.SYSTEM_ADMIN, "320000"),))
    with counties.session(system) as session:
        common = {"name": "新镇", "kind": "镇", "valid_from": date(2023, 1, 1), "source": "test"}
        assert refused(session, Region, common | values).keys() == columns


def test_nothing_is_placed_in_a_region_that_no_longer_stands(counties: TwoCounties):
    family = {"number": "8", "address": "1", "residence": "rural", "region_code": HERE}
    with counties.session(SYSTEM) as system:
        system.get_one(Region, HERE).valid_to = date(2023, 7, 1)
        commit(system)
    with counties.session() as clerk:
        assert refused(clerk, Household, family).keys() == {"region_code"}


@pytest.mark.parametrize("key", ["Solar", "太阳", "a b", "-a", ""])
def test_keys_of_programmes_are_plain(counties: TwoCounties, key):
    with counties.session(PROVINCIAL) as province:
        programme = province.get_one(Programme, counties.here[Programme])
        with pytest.raises(ValidationError):
            records.update(province, programme, {"key": key}, programme.version)


def test_what_was_not_found_may_stay_empty(counties: TwoCounties):
    common = {"key": "k", "region_code": "320000", "kind": "days", "valid_from": date(2023, 1, 1), "source": "s"}
    with counties.session(PROVINCIAL) as province:
        assert refused(province, LegalParameter, common | {"value": "", "status": "confirmed"}).keys() == {"value"}
        assert refused(province, LegalParameter, common | {"value": "", "status": "not_found"}) == {}


def test_a_life_runs_forward(counties: TwoCounties, clerk):
    person = clerk.get_one(Person, counties.here[Person])
    for values in ({"died_on": date(1949, 1, 1)}, {"disability": "1"}, {"name": " " * 41}):
        with pytest.raises(ValidationError):
            records.update(clerk, person, values, person.version)
