"""A predicate says the same of an object and in a query, on both sides of each of its days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.models import DiscoveryMechanism, EarlyWarning, HouseholdMember, Region, Spell, WarningOutcome
from shared.models.delivery import Delivery, repeats
from shared.models.eligibility import is_eligible
from tests.factories import records as make
from tests.factories.regions import VILLAGES, tree

FIRST, END = date(2023, 3, 10), date(2023, 5, 1)
DAYS = [FIRST - timedelta(1), FIRST, END - timedelta(1), END, END + timedelta(1)]


@pytest.fixture
def session(engine):
    with Session(engine.execution_options(writing=True)) as opened:
        opened.add_all(tree())
        opened.flush()
        yield opened


def holds(session: Session, record, condition) -> bool:
    kind = type(record)
    key = kind.__mapper__.primary_key[0]
    is_record = key == kind.__mapper__.primary_key_from_instance(record)[0]
    return session.execute(select(key).where(is_record, condition)).first() is not None


def agree(session: Session, record, name: str, *arguments) -> bool:
    """What object and query both say."""
    of_object = getattr(record, name)(*arguments)
    assert of_object == holds(session, record, getattr(type(record), name)(*arguments)), (name, arguments)
    return of_object


def dated(session: Session, end: date | None):
    person, home = make.person(), make.household()
    records = [
        make.spell(person, home, start_on=FIRST, end_on=end, exit_reason="income" if end else None),
        make.membership(person, home, start_on=FIRST, end_on=end),
        DiscoveryMechanism(region_code=VILLAGES[0], built_on=FIRST, ended_on=end, responsible="李强"),
    ]
    session.add_all(records)
    session.flush()
    assert [type(one) for one in records] == [Spell, HouseholdMember, DiscoveryMechanism]
    return records


def test_in_force_from_the_first_day_up_to_the_end(session):
    for record in dated(session, END):
        assert [agree(session, record, "is_in_force", day) for day in DAYS] == [False, True, True, False, False]
        assert [agree(session, record, "lasts_beyond", day) for day in DAYS] == [True, True, True, False, False]


def test_without_an_end_it_goes_on_and_out_of_use_it_is_never_in_force(session):
    for record in dated(session, None):
        assert [agree(session, record, "is_in_force", day) for day in DAYS] == [False, True, True, True, True]
        record.retired_on, record.retired_reason = FIRST, "entered twice"
        session.flush()
        assert not any(agree(session, record, "is_in_force", day) for day in DAYS)
        assert agree(session, record, "lasts_beyond", END)


@pytest.mark.parametrize(
    ("start", "end", "shared"),
    [
        (FIRST - timedelta(5), FIRST, False),
        (FIRST - timedelta(5), FIRST + timedelta(1), True),
        (END - timedelta(1), None, True),
        (END, None, False),
        (FIRST, END, True),
        (FIRST - timedelta(5), None, True),
    ],
)
def test_two_terms_overlap_when_they_share_a_day(session, start, end, shared):
    for record in dated(session, END):
        assert agree(session, record, "overlaps", start, end) == shared


def test_a_region_stands_until_the_day_it_ends(session):
    region = session.get(Region, VILLAGES[0])
    region.valid_from, region.valid_to = FIRST, END
    session.flush()
    assert [agree(session, region, "is_in_force", day) for day in DAYS] == [False, True, True, False, False]


def test_a_warning_is_open_until_it_has_an_outcome_in_use_and_overdue_after_its_due_day(session):
    warning = make.warning(make.person(), issued_on=FIRST, due_on=END)
    session.add(warning)
    session.flush()

    def states() -> tuple[bool, list[bool]]:
        session.expire(warning)
        assert warning.is_open == holds(session, warning, EarlyWarning.is_open)
        return warning.is_open, [agree(session, warning, "is_overdue", day) for day in DAYS]

    assert states() == (True, [False, False, False, False, True])
    outcome = make.outcome(warning)
    session.add(outcome)
    session.flush()
    assert states() == (False, [False] * 5)
    outcome.retired_on, outcome.retired_reason = END, "entered twice"
    session.flush()
    assert states()[0]
    warning.retired_on, warning.retired_reason = END, "entered twice"
    session.flush()
    assert states() == (False, [False] * 5)
    assert isinstance(outcome, WarningOutcome)


def test_a_household_is_eligible_while_somebody_is_recognised_in_a_tier_of_the_programme(session):
    person, home, programme = make.person(), make.household(), make.programme()
    spell = make.spell(person, home, tier="dibao", start_on=FIRST, end_on=END, exit_reason="income")
    session.add_all([spell, programme])
    session.flush()

    def eligible(day: date) -> bool:
        return bool(session.scalar(select(is_eligible(home.id, programme.id, day))))

    assert [eligible(day) for day in DAYS] == [False, True, True, False, False]
    spell.tier = "marginal"
    session.flush()
    assert not eligible(FIRST)


def test_a_delivery_repeats_another_to_the_same_recipient_in_the_same_cycle(session):
    home, other_home, person = make.household(), make.household(), make.person()
    programme = make.programme()
    cycle, later_cycle = make.cycle(programme), make.cycle(programme, label="2024")
    first, second = make.delivery(cycle, home), make.delivery(cycle, home)
    elsewhere, next_cycle = make.delivery(cycle, other_home), make.delivery(later_cycle, home)
    of_person = make.delivery(cycle, home, person=person)
    session.add_all([first, second, elsewhere, next_cycle, of_person])
    session.flush()

    def repeated(delivery: Delivery) -> set[int]:
        return set(session.scalars(select(Delivery.id).where(repeats(Delivery, delivery))))

    assert repeated(first) == {first.id, second.id}
    assert repeated(of_person) == {of_person.id}
    second.retired_on, second.retired_reason = END, "entered twice"
    session.flush()
    assert repeated(first) == {first.id}
