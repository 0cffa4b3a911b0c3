"""A raise begins with a month: months before keep their amount, a family changes in one act, a move takes it along."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.models import AmountChange, AssistanceStandard, BenefitPayment, Household, Spell
from shared.services import commit, monthly_amounts, records, relocations
from shared.services.service_errors import ValidationError
from shared.services.validation_report import find_faults
from tests.factories.regions import KUNSHAN, VILLAGES
from tests.support.two_counties import PROVINCIAL, TwoCounties, insisted

BEFORE, FROM, AFTER = "2023-08", "2023-09", "2024-06"


def change(session, counties: TwoCounties, amount: int, month: str = FROM) -> int:
    household, key = session.get_one(Household, counties.here[Household]), counties.here[Spell]
    return insisted(session, monthly_amounts.change_amounts, household, month, {key: amount}, "raise")


def amounts(session, key: int) -> list[int]:
    return [monthly_amounts.load_amounts(session, [key], month)[key] for month in (BEFORE, FROM, AFTER)]


def test_an_amount_changes_from_a_month_on(counties: TwoCounties, clerk):
    key = counties.here[Spell]
    (first,) = set(amounts(clerk, key))
    assert change(clerk, counties, 65_000) == 1
    commit(clerk)
    assert amounts(clerk, key) == [first, 65_000, 65_000]
    assert change(clerk, counties, 66_000) == 1
    assert change(clerk, counties, 70_000, AFTER) == 1
    assert amounts(clerk, key) == [first, 66_000, 70_000]
    changes = select(AmountChange.from_month).where(AmountChange.spell_id == key).order_by(AmountChange.from_month)
    assert list(clerk.scalars(changes)) == ["2023-07", FROM, AFTER]


def test_what_changes_nothing_or_holds_no_longer_is_refused(counties: TwoCounties, clerk):
    household, spell = clerk.get_one(Household, counties.here[Household]), clerk.get_one(Spell, counties.here[Spell])
    for month, of in (
        (FROM, monthly_amounts.load_amounts(clerk, [spell.id], FROM)),
        ("2022-01", {spell.id: 1}),
        (FROM, {spell.id + 999: 1}),
    ):
        with pytest.raises(ValidationError) as refusal:
            monthly_amounts.change_amounts(clerk, household, month, of, "raise")
        assert not refusal.value.doubts
    with pytest.raises(ValidationError) as refusal:
        monthly_amounts.change_amounts(clerk, household, FROM, {spell.id: 1}, " ")
    assert refusal.value.fields.keys() == {"reason"}


@pytest.mark.parametrize(
    ("month", "refused"), [("2023-01", True), ("2023-02", False), ("2024-06", False), ("2024-07", True)]
)
def test_a_change_lies_inside_its_recognition(counties: TwoCounties, clerk, month, refused):
    spell = clerk.get_one(Spell, counties.here[Spell])
    insisted(clerk, records.update, spell, {"end_on": date(2024, 7, 1), "exit_reason": "income"}, spell.version)
    found = find_faults(
        clerk, AmountChange, {"spell_id": spell.id, "from_month": month, "monthly_fen": 61_000, "region_code": ""}
    )
    assert ("from_month" in found.fields) == refused


def test_an_amount_above_the_standard_is_asked_about(counties: TwoCounties, clerk):
    standard = {"region_code": KUNSHAN, "kind": "dibao", "coverage": "全市", "monthly_fen": 80_000}
    with Session(counties.engine.execution_options(writing=True)) as session:
        session.add(AssistanceStandard(**standard, valid_from=date(2023, 7, 1), status="confirmed", source="test"))
        session.commit()
    household, key = clerk.get_one(Household, counties.here[Household]), counties.here[Spell]
    assert monthly_amounts.change_amounts(clerk, household, FROM, {key: 80_000}, "raise") == 1
    with pytest.raises(ValidationError) as doubt:
        monthly_amounts.change_amounts(clerk, household, FROM, {key: 80_001}, "raise")
    assert (doubt.value.fields, [column for column, _ in doubt.value.doubts]) == ({}, ["monthly_fen"])


def test_the_first_amount_of_past_months_is_asked_about(counties: TwoCounties, clerk):
    spell = clerk.get_one(Spell, counties.here[Spell])
    with pytest.raises(ValidationError) as doubt:
        records.update(clerk, spell, {"monthly_fen": 61_000}, spell.version)
    assert (doubt.value.fields, [column for column, _ in doubt.value.doubts]) == ({}, ["monthly_fen"])


def test_a_payment_is_compared_with_the_amount_of_its_month(counties: TwoCounties, clerk):
    change(clerk, counties, 50_000)
    payment = {"household_id": counties.here[Household], "tier": "dibao", "amount_fen": 55_000}
    with pytest.raises(ValidationError) as doubt:
        records.create(clerk, BenefitPayment, payment | {"month": FROM})
    assert [column for column, _ in doubt.value.doubts] == ["amount_fen"]
    clerk.rollback()
    records.create(clerk, BenefitPayment, payment | {"month": BEFORE})


def test_a_move_takes_the_amount_of_its_month_and_later_changes_along(counties: TwoCounties):
    with counties.session(PROVINCIAL) as session:
        change(session, counties, 65_000)
        change(session, counties, 70_000, AFTER)
        household = session.get_one(Household, counties.here[Household])
        where = {"region_code": VILLAGES[2]}
        relocations.move_household(session, household, where, date(2023, 12, 1), household.version)
        old = session.get_one(Spell, counties.here[Spell])
        new = session.scalars(select(Spell).where(Spell.person_id == old.person_id, Spell.id != old.id)).one()
        assert new.monthly_fen == 65_000
        assert monthly_amounts.load_amounts(session, [new.id], AFTER) == {new.id: 70_000}
        assert monthly_amounts.load_amounts(session, [old.id], AFTER) == {old.id: 65_000}
