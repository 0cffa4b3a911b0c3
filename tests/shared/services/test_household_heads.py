"""Every day has exactly one head: after a death, and after it was taken back."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from shared.models import Household, HouseholdMember, Person
from shared.services import commit, deaths, records
from shared.services.checks.death_checks import records_left_open
from tests.factories import records as make
from tests.support.two_counties import HERE, TwoCounties

Terms = list[tuple[int, str, date, date | None]]
BORN = date(1990, 5, 1)
DAY, LATER = date(2023, 11, 15), date(2023, 12, 1)


@pytest.fixture
def home(counties: TwoCounties, clerk) -> Household:
    """A family of four: the head, two from the beginning on, and one who comes in December."""
    household = clerk.get_one(Household, counties.here[Household])
    for name, relation, since in (
        ("张明", "spouse", date(2020, 1, 1)),
        ("张小明", "child", date(2020, 1, 1)),
        ("李梅", "other", LATER),
    ):
        person = make.person(HERE, name=name, born_on=BORN)
        clerk.add_all([person, make.membership(person, household, relation=relation, start_on=since)])
    commit(clerk)
    return household


def terms(clerk, home: Household) -> Terms:
    conditions = (HouseholdMember.household_id == home.id, HouseholdMember.retired_on.is_(None))
    found = clerk.scalars(
        select(HouseholdMember).where(*conditions).order_by(HouseholdMember.person_id, HouseholdMember.start_on)
    )
    return [(m.person_id, m.relation, m.start_on, m.end_on) for m in found]


def heads(clerk, home: Household) -> dict[date, list[int]]:
    """Who is head on each day on which somebody is a member."""
    found, day = {}, date(2023, 9, 1)
    rows = terms(clerk, home)
    while day <= date(2024, 1, 31):
        here = [(who, relation) for who, relation, start, end in rows if start <= day < (end or date.max)]
        if here:
            found[day] = [who for who, relation in here if relation == "head"]
        day += timedelta(days=1)
    return found


def dies(clerk, person: Person, day: date, heir: int | None = None, random: Random | None = None) -> None:
    """Enter a death; the heir is the person named, or anybody who may be it."""
    chosen = {}
    for household, may in records_left_open(clerk, person, day).heirs.items():
        heirs = [member for member in may if heir in {None, member.person_id}]
        if heirs:
            chosen[household.id] = (random.choice(heirs) if random else heirs[0]).id
    deaths.record_death(clerk, person, day, chosen)
    records.update(clerk, person, {"died_on": day}, person.version)
    commit(clerk)


def lives(clerk, person: Person) -> None:
    """Take the death back."""
    ended = deaths.records_ended_by(clerk, person, person.died_on)
    records.update(clerk, person, {"died_on": None}, person.version)
    deaths.undo_death(clerk, ended)
    commit(clerk)


def family(clerk, home: Household) -> list[Person]:
    return [clerk.get_one(Person, key) for key in sorted({row[0] for row in terms(clerk, home)})]


def test_a_death_taken_back_leaves_the_family_as_it_was(home: Household, clerk):
    head, spouse, *_others = family(clerk, home)
    before = terms(clerk, home)
    dies(clerk, head, DAY, spouse.id)
    assert heads(clerk, home)[DAY] == [head.id]
    assert heads(clerk, home)[DAY + timedelta(days=1)] == [spouse.id]
    lives(clerk, head)
    assert terms(clerk, home) == before


def test_an_heir_who_came_later_is_again_what_he_was(home: Household, clerk):
    head, spouse, child, late = family(clerk, home)
    before = terms(clerk, home)
    for person in (spouse, child):
        dies(clerk, person, DAY)
    dies(clerk, head, DAY, late.id)
    assert heads(clerk, home)[LATER] == [late.id]
    for person in (head, spouse, child):
        lives(clerk, person)
    assert terms(clerk, home) == before


def test_who_became_head_for_another_reason_stays_it(home: Household, clerk):
    head, spouse, *_others = family(clerk, home)
    dies(clerk, head, DAY, spouse.id)
    moved = clerk.scalars(
        select(HouseholdMember).where(HouseholdMember.person_id == spouse.id, HouseholdMember.end_on.is_(None))
    )
    records.update(clerk, one := moved.one(), {"end_on": date(2023, 12, 20)}, one.version)
    cousin = make.person(HERE, name="王强", born_on=BORN)
    clerk.add_all([cousin, make.membership(cousin, home, start_on=date(2023, 12, 20))])
    commit(clerk)
    lives(clerk, head)
    found = heads(clerk, home)
    assert [found[date(2023, 12, day)] for day in (19, 20)] == [[head.id], [cousin.id]]
    assert (head.id, "other", date(2023, 12, 20), None) in terms(clerk, home)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_dies_and_lives_again_every_day_has_one_head(home: Household, clerk, seed: int):
    random, people = Random(seed), family(clerk, home)  # noqa: S311
    before = terms(clerk, home)
    for _act in range(8):
        dead = [person for person in people if person.died_on]
        if dead and random.random() < 0.4:
            lives(clerk, random.choice(dead))
        elif len(dead) < 2:
            person = random.choice([person for person in people if not person.died_on])
            dies(clerk, person, LATER + timedelta(days=random.randrange(20)), random=random)
        assert {day: len(found) for day, found in heads(clerk, home).items() if len(found) != 1} == {}
    for person in people:
        if person.died_on:
            lives(clerk, person)
    assert terms(clerk, home) == before
