"""Which region's rule asks for a second person: nobody escapes it by typing another region."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from shared.models import AmountChange, BenefitPayment, Household, HouseholdMember, Person, ProposedChange, Spell
from shared.services import records, relocations
from shared.services.service_errors import ValidationError
from tests.factories import records as make
from tests.factories.regions import KUNSHAN, PROVINCE, XUANWU
from tests.support.databases import Filled
from tests.support.second_person import ABOVE, APPROVER, confirmed, done, proposed, stored, with_second_person
from tests.support.two_counties import HERE, PROVINCIAL, THERE, Keys, TwoCounties, confirming, open_counties

END = {"end_on": date(2023, 12, 1), "exit_reason": "income"}
KINDS = ("recognition", "amount", "payment")


@pytest.fixture
def two(filled: Filled[list[Keys]]) -> TwoCounties:
    return open_counties(filled, with_second_person)


def without_rule(counties: TwoCounties, county: str) -> None:
    """In one county one person decides."""
    with Session(counties.engine.execution_options(writing=True)) as session:
        session.add_all(make.confirmation_rule(county, kind=kind, is_required=False) for kind in KINDS)
        session.commit()


def edit(model, key, **values):
    def act(session):
        record = session.get_one(model, key)
        records.update(session, record, values, record.version)

    return act


def new(model, **values):
    return lambda session: records.create(session, model, values)


def recognised(village: str, home: int):
    """Somebody joins the family and is recognised, in a region that is typed."""

    def act(session):
        place = session.get_one(Household, home).region_code
        person = {"name": "张明", "sex": "1", "born_on": date(1990, 5, 1), "region_code": place}
        child = records.create(session, Person, person)
        own = {"person_id": child.id, "household_id": home}
        records.create(session, HouseholdMember, own | {"relation": "child", "start_on": date(2023, 12, 1)})
        values = {"tier": "dibao", "start_on": date(2023, 12, 1), "monthly_fen": 60_000, "region_code": village}
        records.create(session, Spell, own | values)

    return act


def paid(home: int, place: str, month: str = "2023-11"):
    values = {"tier": "dibao", "month": month, "amount_fen": 60_000}
    return new(BenefitPayment, household_id=home, region_code=place, **values)


ACTS = {
    "end": lambda two: edit(Spell, two.here[Spell], region_code=THERE, **END),
    "begin": lambda two: recognised(THERE, two.here[Household]),
    "pay": lambda two: paid(two.here[Household], THERE[:9]),
}


@pytest.mark.parametrize("name", ACTS)
def test_another_region_typed_is_no_way_past_the_rule(two: TwoCounties, name):
    without_rule(two, XUANWU)
    key = proposed(two, ACTS[name](two), PROVINCIAL)
    assert stored(two, ProposedChange, key).region_code == PROVINCE
    with two.session(APPROVER) as session:
        assert session.get(ProposedChange, key) is None  # one county decides nothing that concerns two


def test_another_region_alone_is_a_matter_of_money_too(two: TwoCounties):
    key = proposed(two, edit(Spell, two.here[Spell], region_code=THERE), PROVINCIAL)
    assert stored(two, ProposedChange, key).kind == "recognition"
    assert stored(two, Spell, two.here[Spell]).region_code == HERE


def test_nor_is_the_region_typed_first_and_the_end_later(two: TwoCounties):
    without_rule(two, XUANWU)
    typed_first = proposed(two, edit(Spell, two.here[Spell], region_code=THERE), PROVINCIAL)
    assert confirmed(two, typed_first, by=ABOVE)
    assert proposed(two, edit(Spell, two.here[Spell], **END), PROVINCIAL)
    values = {"spell_id": two.here[Spell], "from_month": "2023-12", "monthly_fen": 90_000, "region_code": THERE}
    assert proposed(two, new(AmountChange, **values), PROVINCIAL)


def test_where_no_rule_asks_one_person_decides(two: TwoCounties):
    without_rule(two, XUANWU)
    done(two, edit(Spell, two.there[Spell], **END), PROVINCIAL)
    done(two, paid(two.there[Household], THERE[:9]), PROVINCIAL)


def moved(two: TwoCounties) -> None:
    def act(session):
        home = session.get_one(Household, two.here[Household])
        values = {"region_code": THERE, "address": "新街3号"}
        relocations.move_household(session, home, values, date(2023, 10, 1), home.version)

    done(two, act, PROVINCIAL)


def test_the_former_office_goes_by_its_own_rule_for_the_time_before(two: TwoCounties):
    without_rule(two, KUNSHAN)
    moved(two)
    done(two, edit(Spell, two.here[Spell], end_on=date(2023, 9, 1)))
    done(two, edit(AmountChange, two.here[AmountChange], monthly_fen=99_000))
    done(two, paid(two.here[Household], HERE[:9], "2023-08"), PROVINCIAL)


def test_what_is_taken_from_a_region_needs_that_one_too(two: TwoCounties):
    moved(two)
    without_rule(two, XUANWU)
    values = {"region_code": THERE, "end_on": date(2023, 9, 1)}
    assert proposed(two, edit(Spell, two.here[Spell], **values), PROVINCIAL)


@pytest.mark.parametrize("act", ["new", "edit"])
def test_a_change_of_amount_stands_where_its_recognition_does(two: TwoCounties, act):
    values = {"spell_id": two.here[Spell], "from_month": "2023-12", "monthly_fen": 64_000}
    acts = {
        "new": new(AmountChange, region_code=THERE, **values),
        "edit": edit(AmountChange, two.here[AmountChange], region_code=THERE),
    }
    with two.session(PROVINCIAL) as session, pytest.raises(ValidationError) as refused:
        acts[act](confirming(session))
    assert set(refused.value.fields) == {"region_code"}


def test_what_concerns_one_county_its_approver_confirms(two: TwoCounties):
    assert confirmed(two, proposed(two, paid(two.here[Household], HERE[:9])))
