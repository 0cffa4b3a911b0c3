"""Amounts are measured month by month against what a second person last confirmed: no detour and no small step is free.

The recognition pays 60,000 fen a month, from 2023-07 on 63,000; one person decides up to a difference of 10,000.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shared.access import SYSTEM, open_session
from shared.clock import now
from shared.models import AmountChange, Household, ProposedChange, Spell
from shared.services import records, relocations
from shared.services.confirmation import amount_schedules
from tests.factories import records as make
from tests.factories.regions import VILLAGES
from tests.shared.services.test_household_transfers import NEW_CLERK, accepted
from tests.support.databases import Filled
from tests.support.second_person import confirmed, done, events, proposed, state, stored, with_second_person
from tests.support.two_counties import Keys, TwoCounties, open_counties

YEAR = timedelta(days=366)


@pytest.fixture
def two(filled: Filled[list[Keys]]) -> TwoCounties:
    return open_counties(filled, with_second_person, 10_000)


def edit(model, key, **values):
    def act(session):
        record = session.get_one(model, key)
        records.update(session, record, values, record.version)

    return act


def from_month(counties: TwoCounties, month: str, fen: int):
    place = stored(counties, Spell, counties.here[Spell]).region_code
    values = {"spell_id": counties.here[Spell], "from_month": month, "monthly_fen": fen, "region_code": place}
    return lambda session: records.create(session, AmountChange, values)


def written(counties: TwoCounties, **amounts: int) -> None:
    """Let the first amount and that from 2023-07 on be others, as if from long ago."""
    with Session(counties.engine.execution_options(writing=True)) as session:
        session.execute(update(Spell).where(Spell.id == counties.here[Spell]).values(monthly_fen=amounts["first"]))
        later = update(AmountChange).where(AmountChange.id == counties.here[AmountChange])
        session.execute(later.values(monthly_fen=amounts["later"]))
        session.commit()


def of_another(counties: TwoCounties) -> int:
    """Another member of the family, recognised with 60,000 fen."""
    with Session(counties.engine.execution_options(writing=True)) as session:
        home = session.get_one(Household, counties.here[Household])
        person = make.person(home.region_code, name="李二")
        session.add_all([person, make.membership(person, home), spell := make.spell(person, home)])
        session.commit()
        return spell.id


def amount_of(counties: TwoCounties, key: int) -> int:
    return stored(counties, ProposedChange, key).amount_fen


def test_an_amount_moved_to_another_recognition_counts_where_it_is_missing(two: TwoCounties):
    written(two, first=100_000, later=63_000)
    key = proposed(two, edit(AmountChange, two.here[AmountChange], spell_id=of_another(two)))
    assert amount_of(two, key) == (100_000 - 63_000) + (63_000 - 60_000)
    assert confirmed(two, key)


def test_an_amount_moved_to_a_later_month_counts_in_the_months_before(two: TwoCounties):
    written(two, first=100_000, later=63_000)
    done(two, from_month(two, "2023-12", 64_000))
    key = proposed(two, edit(AmountChange, two.here[AmountChange], from_month="2023-10"))
    assert amount_of(two, key) == 37_000


def test_a_voided_amount_counts_with_what_is_due_instead(two: TwoCounties):
    written(two, first=100_000, later=63_000)

    def voiding(session):
        record = session.get_one(AmountChange, two.here[AmountChange])
        records.retire(session, record, "a mistake", record.version)

    assert amount_of(two, proposed(two, voiding)) == 37_000


def test_small_steps_of_the_first_amount_add_up(two: TwoCounties):
    done(two, edit(Spell, two.here[Spell], monthly_fen=70_000))
    key = proposed(two, edit(Spell, two.here[Spell], monthly_fen=80_000))
    assert amount_of(two, key) == 20_000


def test_small_steps_of_successive_months_add_up(two: TwoCounties):
    done(two, from_month(two, "2023-08", 73_000))
    key = proposed(two, from_month(two, "2023-09", 83_000))
    assert amount_of(two, key) == 20_000


def test_steps_of_one_member_after_another_add_up_over_the_family_month_by_month(two: TwoCounties):
    other = of_another(two)
    place = {"spell_id": other, "region_code": VILLAGES[0]}

    def step(month: str, fen: int):
        return lambda session: records.create(session, AmountChange, place | {"from_month": month, "monthly_fen": fen})

    done(two, from_month(two, "2023-10", 70_000))
    done(two, from_month(two, "2023-11", 63_000))
    done(two, step("2023-12", 70_000))  # in no month of the one before
    key = proposed(two, step("2023-09", 65_000))  # also paid in October
    assert amount_of(two, key) == (70_000 - 63_000) + (65_000 - 60_000)
    assert confirmed(two, key)


def test_a_step_back_is_none_more(two: TwoCounties):
    done(two, from_month(two, "2023-08", 73_000))
    done(two, from_month(two, "2023-09", 63_000))


def test_a_confirmation_begins_the_count_anew(two: TwoCounties):
    done(two, from_month(two, "2023-08", 73_000))
    assert confirmed(two, proposed(two, from_month(two, "2023-09", 83_000)))
    done(two, from_month(two, "2023-10", 93_000))
    assert proposed(two, from_month(two, "2023-11", 94_000))


@pytest.mark.parametrize("months", [0, 12])
def test_small_steps_add_up_over_a_move_too(two: TwoCounties, monkeypatch, months):
    def moving(session):
        home = session.get_one(Household, two.here[Household])
        relocations.move_household(session, home, {"region_code": VILLAGES[1]}, date(2023, 12, 1), home.version)

    done(two, from_month(two, "2023-08", 68_000))
    done(two, moving)
    with open_session(SYSTEM, two.engine) as session:
        new = session.scalars(select(Spell.id).order_by(Spell.id.desc())).first()
    done(two, edit(Spell, new, monthly_fen=73_000))
    monkeypatch.setattr(amount_schedules, "now", lambda: now() + months * YEAR / 12)
    step = edit(Spell, new, monthly_fen=83_000)
    if months:
        done(two, step)
    else:
        assert amount_of(two, proposed(two, step)) == 20_000


def test_the_confirmation_of_another_family_does_not(two: TwoCounties):
    done(two, from_month(two, "2023-08", 73_000))
    assert confirmed(two, proposed(two, edit(Spell, of_another(two), monthly_fen=90_000)))
    assert proposed(two, from_month(two, "2023-09", 83_000))


def test_after_a_year_small_steps_begin_anew(two: TwoCounties, monkeypatch):
    done(two, from_month(two, "2023-08", 73_000))
    monkeypatch.setattr(amount_schedules, "now", lambda: now() + YEAR)
    done(two, from_month(two, "2023-09", 83_000))


def test_a_new_amount_is_outdated_when_what_it_follows_on_has_changed(two: TwoCounties):
    key = proposed(two, from_month(two, "2024-01", 83_000))
    done(two, edit(AmountChange, two.here[AmountChange], monthly_fen=10_000), SYSTEM)
    assert state(two, key) == "outdated"
    key = proposed(two, from_month(two, "2024-01", 83_000))
    assert amount_of(two, key) == 73_000
    assert confirmed(two, key)


def test_what_waits_about_a_family_that_another_office_accepts_is_outdated(two: TwoCounties):
    key = proposed(two, from_month(two, "2024-01", 83_000))
    other = proposed(two, edit(Spell, two.there[Spell], monthly_fen=90_000), NEW_CLERK)
    accepted(two)
    assert (state(two, key), state(two, other)) == ("outdated", "waiting")
    assert events(two, ProposedChange)[-1][:2] == ("new", "refuse")
