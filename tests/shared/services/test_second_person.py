"""What begins or ends a recognition or changes an amount waits for a second person; and only then happens, once."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shared.access import SYSTEM, open_session
from shared.access.permission_denied import PermissionDenied
from shared.errors import UserError
from shared.indicators import cube
from shared.locale import CHINESE, use_language
from shared.models import (
    Account,
    AmountChange,
    Household,
    HouseholdMember,
    Observation,
    Person,
    ProposedChange,
    RevisedCell,
    RoleGrant,
    Spell,
)
from shared.services import records
from shared.services.confirmation import deciding
from shared.services.service_errors import ValidationError
from tests.factories.regions import VILLAGES
from tests.support.databases import Filled
from tests.support.second_person import (
    ABOVE,
    APPROVER,
    BOTH,
    ELSEWHERE,
    confirmed,
    decided,
    done,
    events,
    proposed,
    rows,
    state,
    stored,
    with_second_person,
)
from tests.support.two_counties import CLERK, PROVINCIAL, Keys, TwoCounties, open_counties

END = {"end_on": date(2024, 1, 1), "exit_reason": "income"}
PAST_END = {"end_on": date(2023, 6, 15), "exit_reason": "income"}


@pytest.fixture
def two(filled: Filled[list[Keys]]) -> TwoCounties:
    return open_counties(filled, with_second_person, 10_000)


def ending(counties: TwoCounties, values=END, key=None):
    def act(session):
        spell = session.get_one(Spell, key or counties.here[Spell])
        records.update(session, spell, values, spell.version)

    return act


def beginning(counties: TwoCounties, **more):
    """A new member of the family is recognised."""

    def act(session):
        home = session.get_one(Household, counties.here[Household])
        place = {"region_code": home.region_code}
        person = {"name": "张明", "sex": "1", "born_on": date(1990, 5, 1)} | place
        child = records.create(session, Person, person)
        member = {"relation": "child", "start_on": date(2023, 12, 1), "person_id": child.id, "household_id": home.id}
        records.create(session, HouseholdMember, member)
        recognition = {"tier": "dibao", "start_on": date(2024, 1, 1), "monthly_fen": 60_000, **more}
        records.create(session, Spell, recognition | {"person_id": child.id, "household_id": home.id})

    return act


def everything(counties: TwoCounties) -> list[object]:
    return [rows(counties, model) for model in (Spell, AmountChange, Person, HouseholdMember, Observation, RevisedCell)]


def test_nothing_moves_before_and_everything_once_after(two: TwoCounties):
    before = everything(two)
    key = proposed(two, ending(two, PAST_END))
    assert everything(two) == before
    found = stored(two, ProposedChange, key)
    assert (found.kind, found.proposed_by, found.region_code) == ("recognition", "clerk", VILLAGES[0])
    assert (found.household_id, found.person_id) == (two.here[Household], two.here[Person])
    assert (found.reason, found.amount_fen, found.record_count) == ("it is so", 60_000, 1)
    assert found.figures
    assert confirmed(two, key)
    spell = stored(two, Spell, two.here[Spell])
    assert (spell.end_on, spell.version) == (date(2023, 6, 15), 2)
    with open_session(SYSTEM, two.engine) as session:
        assert cube.find_differences(session) == []
        assert session.scalars(select(RevisedCell)).first() is not None
    with pytest.raises(UserError, match="already been decided"):
        confirmed(two, key)


def test_the_trail_names_both(two: TwoCounties):
    key = proposed(two, ending(two))
    assert events(two, Spell) == []
    confirmed(two, key)
    assert events(two, Spell) == [("clerk", "update", "Confirmed by approver: it is so")]
    assert [(a, b) for a, b, _ in events(two, ProposedChange)] == [("clerk", "propose"), ("approver", "confirm")]


def test_new_records_of_one_act_find_each_other(two: TwoCounties):
    before = everything(two)
    key = proposed(two, beginning(two))
    assert everything(two) == before
    assert stored(two, ProposedChange, key).record_count == 3
    assert stored(two, ProposedChange, key).person_id is None
    assert confirmed(two, key)
    with open_session(SYSTEM, two.engine) as session:
        spell = session.scalars(select(Spell).order_by(Spell.id.desc())).first()
        assert (spell.person.name, spell.household_id) == ("张明", two.here[Household])


def test_the_same_twice_waits_once(two: TwoCounties):
    assert proposed(two, beginning(two)) == proposed(two, beginning(two))
    assert proposed(two, beginning(two)) != proposed(two, beginning(two, monthly_fen=50_000))


@pytest.mark.parametrize("by", [CLERK, ELSEWHERE, PROVINCIAL])
def test_only_who_may_confirm_there_confirms(two: TwoCounties, by):
    key = proposed(two, ending(two))
    found, before = stored(two, ProposedChange, key), everything(two)
    for decide in (deciding.confirm, lambda s, one: deciding.refuse(s, one, "no")):
        with two.session(by) as session, pytest.raises(PermissionDenied):
            decide(session, found)
    assert (everything(two), state(two, key)) == (before, "waiting")


def test_nobody_confirms_an_own_proposal_and_a_region_above_may(two: TwoCounties):
    key = proposed(two, ending(two))
    with pytest.raises(UserError, match="someone else"):
        confirmed(two, key, by=BOTH)
    with pytest.raises(UserError, match="someone else"):
        decided(two, key, deciding.refuse, "no", by=BOTH)
    assert state(two, key) == "waiting"
    assert confirmed(two, key, by=ABOVE)


def test_another_county_does_not_see_it(two: TwoCounties):
    key = proposed(two, ending(two))
    with two.session(ELSEWHERE) as session:
        assert session.get(ProposedChange, key) is None
    with two.session(APPROVER) as session:
        assert session.get(ProposedChange, key) is not None


def test_what_changed_meanwhile_is_outdated_at_once(two: TwoCounties):
    key = proposed(two, ending(two))
    done(two, ending(two, {"support_place": None, "entry_reason": "birth"}), SYSTEM)
    before = everything(two)
    with pytest.raises(UserError, match="proposed anew"):
        confirmed(two, key)
    assert (everything(two), state(two, key)) == (before, "outdated")


def test_what_another_changes_at_the_same_moment_is_seen_when_confirming(two: TwoCounties):
    key = proposed(two, ending(two))
    with Session(two.engine.execution_options(writing=True)) as session:
        session.execute(update(Spell).where(Spell.id == two.here[Spell]).values(version=7))
        session.commit()
    before = everything(two)
    assert confirmed(two, key) is False
    assert (everything(two), state(two, key)) == (before, "outdated")


def test_all_checks_are_made_again(two: TwoCounties):
    key = proposed(two, beginning(two))
    with Session(two.engine.execution_options(writing=True)) as session:
        session.execute(update(Household).values(retired_on=date(2023, 12, 30), retired_reason="test"))
        session.commit()
    before = everything(two)
    with pytest.raises(ValidationError):
        confirmed(two, key)
    assert (everything(two), state(two, key)) == (before, "waiting")


def test_doubts_the_proposer_confirmed_are_not_asked_again_in_either_language(two: TwoCounties):
    for language in ("en", CHINESE):
        with use_language(language):
            key = proposed(two, beginning(two, monthly_fen=99_999_00 + len(language)))
        decided(two, key, deciding.withdraw, "no", by=CLERK)
    key = proposed(two, ending(two, PAST_END))
    with use_language(CHINESE):
        assert confirmed(two, key)


def test_a_doubt_that_is_new_is_asked(two: TwoCounties):
    key = proposed(two, ending(two, PAST_END))
    with Session(two.engine.execution_options(writing=True)) as session:
        session.execute(update(ProposedChange).values(figures=[]))
        session.commit()
    with pytest.raises(ValidationError) as asked:
        confirmed(two, key)
    assert asked.value.doubts
    assert not asked.value.fields
    assert state(two, key) == "waiting"


def test_rejecting_needs_a_reason_and_leaves_all_as_it_is(two: TwoCounties):
    key, before = proposed(two, ending(two)), everything(two)
    with pytest.raises(ValidationError):
        decided(two, key, deciding.refuse, " ")
    decided(two, key, deciding.refuse, "papers are missing")
    found = stored(two, ProposedChange, key)
    assert (found.state, found.decided_by, found.decision_reason) == ("refused", "approver", "papers are missing")
    assert everything(two) == before
    with pytest.raises(UserError):
        confirmed(two, key)


def test_only_who_proposed_it_withdraws_it(two: TwoCounties):
    key, before = proposed(two, ending(two)), everything(two)
    with pytest.raises(UserError):
        decided(two, key, deciding.withdraw, "mine", by=APPROVER)
    decided(two, key, deciding.withdraw, "my mistake", by=CLERK)
    assert (state(two, key), everything(two)) == ("withdrawn", before)
    assert proposed(two, ending(two)) != key


def test_who_lost_the_role_has_nothing_done_in_his_name(two: TwoCounties):
    key, before = proposed(two, ending(two)), everything(two)
    with Session(two.engine.execution_options(writing=True)) as session:
        session.execute(update(RoleGrant).values(retired_on=date(2023, 12, 30)))
        session.commit()
    with pytest.raises(UserError, match="no longer change"):
        confirmed(two, key)
    with Session(two.engine.execution_options(writing=True)) as session:
        session.execute(update(Account).values(retired_on=date(2023, 12, 30)))
        session.commit()
    with pytest.raises(UserError, match="no longer active"):
        confirmed(two, key)
    assert (everything(two), state(two, key)) == (before, "waiting")
