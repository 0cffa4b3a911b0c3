"""Records agree with those they rest on: households, heads, lives, plans, standards, and what is out of use."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shared.models import (
    AssistanceStandard,
    BenefitPayment,
    Delivery,
    DiscoveryMechanism,
    EarlyWarning,
    HomeVisit,
    Household,
    HouseholdMember,
    LegalParameter,
    Person,
    Pledge,
    Programme,
    ProgrammeCycle,
    Quota,
    SpecialAssistance,
    Spell,
    TemporaryAssistance,
    WarningOutcome,
)
from shared.services import records
from shared.services.service_errors import ValidationError
from tests.factories import records as make
from tests.support.two_counties import HERE, PROVINCIAL, TwoCounties

FOUND = tuple[set[str], set[str]]


def tried(session, record_class: type, values: dict[str, Any]) -> FOUND:
    """The columns refused and those doubted of a new record."""
    try:
        records.create(session, record_class, values)
    except ValidationError as invalid:
        return set(invalid.fields), {column for column, _ in invalid.doubts}
    return set(), set()


@pytest.fixture
def dead(counties: TwoCounties, clerk) -> dict[str, int]:
    """Somebody of the family who died on 15 November 2023 in dibao, with everything ended."""
    person = make.person(HERE, name="张明", born_on=date(1990, 5, 1), died_on=date(2023, 11, 15))
    household = clerk.get_one(Household, counties.here[Household])
    member = make.membership(person, household, relation="child", end_on=date(2023, 11, 16))
    clerk.add_all([person, member, make.warning(person, issued_on=date(2023, 11, 1), due_on=date(2023, 11, 20))])
    clerk.flush()
    return {"person_id": person.id, "household_id": household.id}


@pytest.mark.parametrize(
    ("record_class", "column", "more"),
    [
        (Spell, "start_on", {"tier": "dibao", "end_on": date(2024, 6, 1), "exit_reason": "died"}),
        (TemporaryAssistance, "granted_on", {"kind": "emergency", "amount_fen": 1}),
        (SpecialAssistance, "granted_on", {"kind": "medical", "amount_fen": 1}),
        (EarlyWarning, "issued_on", {"rule_key": "r", "risk": "illness", "level": "red", "due_on": date(2024, 1, 31)}),
    ],
)
def test_nothing_is_dated_after_a_death_or_before_a_birth(dead, clerk, record_class, column, more):
    keys = {name: key for name, key in dead.items() if name in record_class.__mapper__.columns}
    for day, is_right in ((date(1990, 4, 30), False), (date(2023, 11, 15), True), (date(2023, 11, 16), False)):
        refused, _ = tried(clerk, record_class, keys | more | {column: day})
        assert (column in refused) == (not is_right), (day, refused)


def test_a_recognition_ends_with_the_month_of_the_death(dead, clerk):
    values = dead | {"tier": "dibao", "start_on": date(2023, 10, 1), "exit_reason": "died"}
    assert tried(clerk, Spell, values | {"end_on": date(2023, 12, 2)})[0] == {"end_on"}
    assert tried(clerk, Spell, values | {"end_on": None, "exit_reason": None})[0] == {"end_on"}
    assert tried(clerk, Spell, values | {"end_on": date(2023, 12, 1)}) == (set(), set())


def test_after_a_death_a_visit_is_doubted_and_an_outcome_is_the_death(dead, clerk):
    warning = {"warning_id": clerk.query(EarlyWarning.id).filter_by(person_id=dead["person_id"]).scalar()}
    visit = warning | {"planned_on": date(2023, 11, 10), "visitor": "李强", "done_on": date(2023, 11, 20)}
    assert tried(clerk, HomeVisit, visit) == (set(), {"done_on"})
    outcome = warning | {"decided_on": date(2023, 11, 20)}
    assert tried(clerk, WarningOutcome, outcome | {"result": "eligible"})[0] == {"result"}
    assert tried(clerk, WarningOutcome, outcome | {"result": "died"}) == (set(), set())


@pytest.mark.parametrize(
    ("record_class", "values"),
    [
        (
            Spell,
            {"tier": "marginal", "start_on": date(2021, 1, 1), "end_on": date(2021, 2, 1), "exit_reason": "income"},
        ),
        (SpecialAssistance, {"kind": "housing", "granted_on": date(2023, 5, 1), "amount_fen": 1}),
        (TemporaryAssistance, {"kind": "expenditure", "granted_on": date(2023, 5, 1), "amount_fen": 1}),
    ],
)
def test_person_and_household_go_together(counties: TwoCounties, clerk, record_class, values):
    stranger = records.create(
        clerk, Household, {"number": "8", "address": "1", "residence": "rural", "region_code": HERE}
    )
    keys = {"person_id": counties.here[Person]}
    assert tried(clerk, record_class, values | keys | {"household_id": stranger.id})[0] == {"household_id"}
    assert tried(clerk, record_class, values | keys | {"household_id": counties.here[Household]}) == (set(), set())


def test_charity_for_a_person_of_the_household(counties: TwoCounties):
    with counties.session(PROVINCIAL) as session:
        programme = make.programme(beneficiary="person")
        cycle = make.cycle(programme)
        session.add_all([programme, cycle, make.quota(cycle)])
        session.flush()
        values = {"cycle_id": cycle.id, "delivered_on": date(2023, 5, 1), "value_fen": 1, "region_code": HERE}
        own = {"person_id": counties.here[Person], "household_id": counties.here[Household]}
        assert tried(session, Delivery, values | own | {"person_id": counties.there[Person]})[0] == {"household_id"}
        assert tried(session, Delivery, values | own | {"value_fen": 2_000_000_000}) == (set(), {"value_fen"})
        assert tried(session, Delivery, values | own) == (set(), set())
        session.get_one(Person, counties.here[Person]).died_on = date(2023, 5, 2)
        assert tried(session, Delivery, values | own | {"delivered_on": date(2023, 5, 3)})[0] >= {"delivered_on"}


def test_a_household_has_one_head_at_a_time(counties: TwoCounties, clerk):
    person = make.person(HERE, name="张明")
    clerk.add(person)
    clerk.flush()
    values = {"person_id": person.id, "household_id": counties.here[Household], "start_on": date(2023, 1, 1)}
    assert tried(clerk, HouseholdMember, values | {"relation": "head"})[0] == {"relation"}
    assert tried(clerk, HouseholdMember, values | {"relation": "child"}) == (set(), set())


def test_person_and_household_of_two_places_are_doubted(counties: TwoCounties):
    with counties.session(PROVINCIAL) as session:
        person = make.person(counties.there[Person] and "320102002001", name="张明")
        session.add(person)
        session.flush()
        values = {"person_id": person.id, "household_id": counties.here[Household], "start_on": date(2023, 1, 1)}
        assert tried(session, HouseholdMember, values | {"relation": "child"}) == (set(), {"household_id"})


def test_extremely_poor_persons_have_care_and_place(counties: TwoCounties, clerk):
    keys = {"person_id": counties.here[Person], "household_id": counties.here[Household], "tier": "tekun"}
    term = {"start_on": date(2021, 1, 1), "end_on": date(2021, 2, 1), "exit_reason": "income"}
    assert tried(clerk, Spell, keys | term)[0] == {"care_level", "support_place"}
    assert tried(clerk, Spell, keys | term | {"care_level": "full", "support_place": "scattered"}) == (set(), set())


def test_expenditure_lasts_as_long_as_the_parameter_says(counties: TwoCounties):
    with counties.session(PROVINCIAL) as session:
        session.add(
            LegalParameter(
                key="rigid.valid_months_max",
                region_code="320000",
                valid_from=date(2022, 10, 24),
                kind="number",
                value="12",
                status="confirmed",
                source="test",
            )
        )
        session.flush()
        keys = {"person_id": counties.here[Person], "household_id": counties.here[Household], "tier": "expenditure"}
        term = {"start_on": date(2021, 1, 31), "exit_reason": "expired"}
        assert tried(session, Spell, keys | term | {"end_on": date(2022, 2, 1)})[0] == {"end_on"}
        assert tried(session, Spell, keys | term | {"end_on": date(2022, 1, 31)}) == (set(), set())


def test_two_mechanisms_of_a_village_never_overlap(clerk):
    values = {"region_code": HERE, "responsible": "李强"}
    assert tried(clerk, DiscoveryMechanism, values | {"built_on": date(2023, 1, 1)})[0] == {"built_on"}
    before = {"built_on": date(2021, 1, 1), "ended_on": date(2022, 1, 1)}
    assert tried(clerk, DiscoveryMechanism, values | before) == (set(), set())


def test_money_is_compared_with_what_it_should_be(counties: TwoCounties):
    home, keys = {"household_id": counties.here[Household]}, {"person_id": counties.here[Person]}
    with counties.session(PROVINCIAL) as session:
        session.add(
            AssistanceStandard(
                region_code="320500",
                kind="dibao",
                coverage="全市",
                valid_from=date(2020, 7, 1),
                monthly_fen=100_000,
                status="confirmed",
                source="test",
            )
        )
        session.flush()
        payment = home | {"tier": "dibao", "month": "2023-11"}
        assert tried(session, BenefitPayment, payment | {"amount_fen": 500_000_000}) == (set(), {"amount_fen"})
        assert tried(session, BenefitPayment, payment | {"amount_fen": 0})[0] == {"amount_fen"}
        assert tried(session, BenefitPayment, payment | {"tier": "tekun", "amount_fen": 1})[0] == {"month"}
        assert tried(session, BenefitPayment, payment | {"month": "2022-12", "amount_fen": 1})[0] == {"month"}
        assert tried(session, BenefitPayment, payment | {"amount_fen": 60_000}) == (set(), set())
        aid = home | keys | {"kind": "emergency", "granted_on": date(2023, 8, 1)}
        assert tried(session, TemporaryAssistance, aid | {"amount_fen": 0})[0] == {"amount_fen"}
        assert tried(session, TemporaryAssistance, aid | {"amount_fen": 1}) == (set(), set())
        again = aid | {"granted_on": date(2023, 8, 31), "amount_fen": 1}
        assert tried(session, TemporaryAssistance, again) == (set(), {"granted_on"})
        spell = home | keys | {"tier": "dibao", "start_on": date(2021, 1, 1)}
        ended = {"end_on": date(2021, 2, 1), "exit_reason": "income"}
        assert tried(session, Spell, spell | ended | {"monthly_fen": 100_001}) == (set(), {"monthly_fen"})
        assert tried(session, Spell, spell | ended | {"monthly_fen": 100_000}) == (set(), set())


def test_plans_of_charity_are_compared(counties: TwoCounties):
    with counties.session(PROVINCIAL) as session:
        cycle = session.get_one(ProgrammeCycle, counties.here[ProgrammeCycle])
        quota = {"cycle_id": cycle.id, "region_code": "320581"}
        assert tried(session, Quota, quota | {"units": 91}) == (set(), {"units"})
        assert tried(session, Quota, quota | {"units": 90}) == (set(), set())
        pledge = {"cycle_id": cycle.id, "donor": "甲", "pledged_on": date(2023, 1, 1)}
        assert tried(session, Pledge, pledge | {"units": 101, "value_fen": 1}) == (set(), {"units"})
        assert tried(session, Pledge, pledge | {"units": 1, "value_fen": 400_001}) == (set(), {"value_fen"})
        delivery = {"cycle_id": cycle.id, "household_id": counties.here[Household], "delivered_on": date(2023, 12, 2)}
        assert tried(session, Delivery, delivery | {"value_fen": 1})[0] == {"override_reason"}
        named = {"key": "p", "name": "甲", "name_en": "A", "kind": "other", "beneficiary": "household"}
        assert tried(session, Programme, named | {"started_on": date(2023, 1, 1), "tiers": []})[0] == {"tiers"}


def test_nothing_is_created_or_restored_under_what_is_out_of_use(counties: TwoCounties, clerk):
    spell = clerk.get_one(Spell, counties.here[Spell])
    person = make.person(HERE, name="张明")
    clerk.add(person)
    clerk.flush()
    records.retire(clerk, spell, "twice", spell.version)
    spell.person_id = person.id
    clerk.flush()
    person.retired_on, person.retired_reason = date(2023, 1, 1), "twice"
    clerk.flush()
    with pytest.raises(ValidationError, match="void"):
        records.restore(clerk, spell, "no", spell.version)
    aid = {"person_id": person.id, "kind": "emergency", "granted_on": date(2023, 8, 1), "amount_fen": 1}
    assert tried(clerk, TemporaryAssistance, aid)[0] == {"person_id"}


def test_what_is_in_use_is_not_restored_nor_the_retired_retired(counties: TwoCounties, clerk):
    spell = clerk.get_one(Spell, counties.here[Spell])
    with pytest.raises(ValidationError, match="not void"):
        records.restore(clerk, spell, "why", spell.version)
    records.retire(clerk, spell, "twice", spell.version)
    with pytest.raises(ValidationError, match="void"):
        records.retire(clerk, spell, "again", spell.version)
