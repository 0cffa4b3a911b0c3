"""A limit of payments holds for what a family is paid for a month in all: no split slips under it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shared.access import SYSTEM, open_session
from shared.models import BenefitPayment, Household, ProposedChange
from shared.services import records
from tests.factories import records as make
from tests.support.databases import Filled
from tests.support.second_person import confirmed, done, proposed, stored, with_second_person
from tests.support.two_counties import HERE, Keys, TwoCounties, open_counties

LIMIT, MONTH = 100_000, "2023-10"


@pytest.fixture
def two(filled: Filled[list[Keys]]) -> TwoCounties:
    return open_counties(filled, with_two_tiers)


def with_two_tiers(counties: TwoCounties) -> None:
    """The family has members of two tiers, each of which may be paid for."""
    with Session(counties.engine.execution_options(writing=True)) as session:
        home = session.get_one(Household, counties.here[Household])
        other = make.person(HERE)
        own = {"tier": "expenditure", "monthly_fen": 0, "start_on": date(2023, 8, 1)}
        session.add_all([other, make.membership(other, home), make.spell(other, home, **own)])
        session.commit()
    with_second_person(counties, LIMIT)


def pay(two: TwoCounties, amount: int, tier: str = "dibao", month: str = MONTH):
    values = {"tier": tier, "month": month, "amount_fen": amount, "region_code": HERE[:9]}

    def act(session):
        records.create(session, BenefitPayment, values | {"household_id": two.here[Household]})

    return act


def change(two: TwoCounties, **values):
    return lambda session: records.update(session, payment := newest(session, two), values, payment.version)


def void(two: TwoCounties):
    return lambda session: records.retire(session, payment := newest(session, two), "entered wrongly", payment.version)


def newest(session, two: TwoCounties) -> BenefitPayment:
    own = select(BenefitPayment).where(BenefitPayment.household_id == two.here[Household])
    return session.scalars(own.order_by(BenefitPayment.id.desc())).first()


def amount_of(two: TwoCounties, key: int) -> int:
    return stored(two, ProposedChange, key).amount_fen


def test_up_to_the_limit_one_person_decides(two: TwoCounties):
    done(two, pay(two, LIMIT))


def test_a_payment_in_two_parts_is_one_sum(two: TwoCounties):
    done(two, pay(two, 60_000))
    key = proposed(two, pay(two, 60_000, "expenditure"))
    assert amount_of(two, key) == 120_000
    assert confirmed(two, key)


def test_two_parts_in_one_form_are_one_sum(two: TwoCounties):
    def both(session):
        pay(two, 60_000)(session)
        pay(two, 60_000, "expenditure")(session)

    assert amount_of(two, proposed(two, both)) == 120_000


def test_another_month_is_another_sum(two: TwoCounties):
    done(two, pay(two, 60_000))
    done(two, pay(two, 60_000, month="2023-09"))


def test_moved_into_the_month_it_counts_there(two: TwoCounties):
    done(two, pay(two, 60_000))
    done(two, pay(two, 60_000, "expenditure", "2023-09"))
    assert amount_of(two, proposed(two, change(two, month=MONTH))) == 180_000  # both months are touched


def test_what_was_voided_may_have_been_paid_out(two: TwoCounties):
    done(two, pay(two, 60_000))
    done(two, void(two))
    assert amount_of(two, proposed(two, pay(two, 60_000))) == 120_000


@pytest.mark.parametrize(("days", "waits"), [(364, True), (365, False)])
def test_it_is_remembered_a_year(two: TwoCounties, days, waits):
    done(two, pay(two, 60_000))
    done(two, void(two))
    with open_session(SYSTEM, two.engine) as session:
        key = newest(session, two).id
    with Session(two.engine.execution_options(writing=True)) as session:
        day = date(2023, 12, 31) - timedelta(days=days)
        session.execute(update(BenefitPayment).where(BenefitPayment.id == key).values(retired_on=day))
        session.commit()
    (proposed if waits else done)(two, pay(two, 60_000))
