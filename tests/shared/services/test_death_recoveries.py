"""A death sets what the others get from next month on, and says what was paid for the months after it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.models import Household, Spell
from shared.services import commit
from shared.services.checks.death_checks import records_left_open
from shared.services.death_recoveries import find_recoveries
from shared.services.deaths import register_death
from shared.services.family_act_undo import undo_act
from shared.services.family_reassessment import Reassessment, propose_without
from shared.services.past_acts import load_latest_act
from tests.factories import records as make
from tests.shared.services.test_family_act_undo import in_use
from tests.shared.services.test_family_reassessment import MONTH, STANDARD, due, standard
from tests.support.family_home import Home
from tests.support.two_counties import TwoCounties, confirming

__all__ = ["standard"]  # a fixture
DAY = date(2023, 10, 20)


@pytest.mark.usefixtures("standard")
def test_the_others_get_one_standard_less_with_the_same_income_and_it_is_undone_with_the_death(home: Home, clerk):
    child = home.child
    own = clerk.scalars(select(Spell).where(Spell.person_id != child.id, Spell.household_id == home.household.id)).one()
    before = in_use(clerk)
    proposal = propose_without(clerk, home.household, child, MONTH)
    (other,) = proposal.people
    assert (other.spell, other.amount_fen, other.proposed_fen) == (own, 63_000, 63_000)  # was not divided evenly
    amounts = Reassessment(MONTH, {own.person_id: 55_000})
    register_death(confirming(clerk), child, DAY, {}, child.version, amounts)
    commit(clerk)
    assert due(clerk, home)["王芳"] == 55_000
    undo_act(confirming(clerk), home.household, load_latest_act(clerk, home.household).event_id, "is alive")
    commit(clerk)
    assert in_use(clerk) == before
    assert propose_without(clerk, home.other, home.alone, MONTH) is None  # nobody is left


@pytest.mark.usefixtures("standard")
def test_what_was_divided_evenly_is_again(counties: TwoCounties, home: Home, clerk):
    clerk.rollback()
    with Session(counties.engine.execution_options(writing=True)) as session:
        household = session.get_one(Household, counties.here[Household])
        family = [make.person(household.region_code, name=name) for name in ("周一", "周二", "周三")]
        new = make.household(household.region_code)
        for person in family:
            session.add_all(
                [make.membership(person, new, relation="other"), make.spell(person, new, monthly_fen=80_000)]
            )
        session.flush()
        key, gone = new.id, family[0].id
        session.commit()
    proposal = propose_without(clerk, clerk.get_one(Household, key), clerk.get_one(type(home.child), gone), MONTH)
    assert [one.proposed_fen for one in proposal.people] == [(240_000 - STANDARD) // 2] * 2


def test_what_was_paid_after_the_month_of_the_death_comes_back(counties: TwoCounties, home: Home, clerk):
    clerk.rollback()
    with Session(counties.engine.execution_options(writing=True)) as session:
        household = session.get_one(Household, counties.here[Household])
        months = {"2023-10": date(2023, 10, 9), "2023-11": date(2023, 11, 9)}  # beside the list of 2023-12
        for month, paid_on in months.items():
            session.add(make.payment(household, month=month, amount_fen=123_000, paid_on=paid_on))
        session.commit()
    left_open = records_left_open(clerk, home.child, DAY)
    found = find_recoveries(clerk, left_open.spells, DAY)
    assert [(one.payment.month, one.amount_fen, one.is_paid) for one in found] == [
        ("2023-11", 60_000, True),
        ("2023-12", 60_000, False),
    ]
