"""What waits for whom: the longest waiting first, nothing of one's own, and what was not done for a month."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from shared.clock import now
from shared.models import AmountChange, Household, Person, ProposedChange, Quota, Spell
from shared.services import records
from shared.services.confirmation import deciding, inbox
from tests.support.databases import Filled
from tests.support.second_person import (
    ABOVE,
    APPROVER,
    BOTH,
    ELSEWHERE,
    decided,
    proposed,
    with_second_person,
)
from tests.support.two_counties import CLERK, Keys, TwoCounties, open_counties


@pytest.fixture
def two(filled: Filled[list[Keys]]) -> TwoCounties:
    return open_counties(filled, with_second_person)


def changing(counties: TwoCounties, model, values):
    def act(session):
        record = session.get_one(model, counties.here[model])
        records.update(session, record, values, record.version)

    return act


def ending(counties: TwoCounties, reason: str = "income"):
    return changing(counties, Spell, {"end_on": date(2024, 1, 1), "exit_reason": reason})


def to_decide(counties: TwoCounties, actor) -> list[int]:
    with counties.session(actor) as session:
        found = [one.id for one in inbox.load_to_decide(session, 10)]
        assert inbox.count_to_decide(session) == len(found)
        return found


def test_the_approver_finds_what_waits_the_longest_first_and_no_one_else_does(two: TwoCounties):
    keys = [proposed(two, ending(two, reason)) for reason in ("income", "assets", "withdrawn")]
    assert to_decide(two, APPROVER) == to_decide(two, ABOVE) == keys
    assert to_decide(two, BOTH) == to_decide(two, CLERK) == to_decide(two, ELSEWHERE) == []
    decided(two, keys[1], deciding.refuse, "no")
    assert to_decide(two, APPROVER) == [keys[0], keys[2]]
    with two.session(APPROVER) as session:
        first, last = (session.get_one(ProposedChange, key) for key in (keys[0], keys[2]))
        assert [inbox.next_to_decide(session, one).id for one in (first, last)] == [keys[2], keys[0]]


def test_the_proposer_is_reminded_of_what_waits_and_for_a_month_of_what_was_not_done(two: TwoCounties):
    waiting, refused, old = (proposed(two, ending(two, reason)) for reason in ("income", "assets", "withdrawn"))
    for key in (refused, old):
        decided(two, key, deciding.refuse, "papers are missing")
    with Session(two.engine.execution_options(writing=True)) as session:
        since = now() - inbox.RETURNED_FOR - timedelta(minutes=1)
        session.execute(update(ProposedChange).where(ProposedChange.id == old).values(decided_at=since))
        session.commit()
    with two.session(CLERK) as session:
        own = inbox.load_own(session, 10)
    assert [[one.id for one in part] for part in own] == [[waiting], [refused]]
    with two.session(APPROVER) as session:
        assert inbox.load_own(session, 10) == ([], [])


@pytest.mark.parametrize("model", [Household, Person, Spell])
def test_what_waits_stands_beside_the_records_it_is_about(two: TwoCounties, model):
    key = proposed(two, ending(two))
    with two.session(CLERK) as session:
        assert [one.id for one in inbox.waiting_about(session, session.get_one(model, two.here[model]))] == [key]
        for other in (AmountChange, Quota):
            assert inbox.waiting_about(session, session.get_one(other, two.here[other])) == []


@pytest.mark.parametrize(("model", "values"), [(Quota, {"units": 12}), (AmountChange, {"monthly_fen": 10})])
def test_what_names_no_family_shows_what_changes_itself(two: TwoCounties, model, values):
    key = proposed(two, changing(two, model, values))
    with two.session(CLERK) as session:
        assert [one.id for one in inbox.waiting_about(session, session.get_one(model, two.here[model]))] == [key]
