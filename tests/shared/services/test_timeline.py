"""The story of a family is whole, in order, in pages, and only what the reader may read; told again by an oracle."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from shared.access import SYSTEM, Actor, Grant, Role, open_session
from shared.clock import freeze
from shared.locale import CHINESE, ENGLISH, use_language
from shared.models import Household, HouseholdMember, Person
from shared.services.timeline.timeline_cursor import TimelineCursor
from shared.services.timeline.timeline_kinds import TimelineKind
from shared.services.timeline.timeline_pages import TimelineEntry, TimelineFilter, load_timeline
from shared.services.timeline.timeline_subjects import TimelineSubject, subject_of
from tests.factories import records as make
from tests.factories.regions import KUNSHAN, PROVINCE, XUANWU
from tests.shared.services.random_families import random_families
from tests.shared.services.timeline_oracle import TODAY, Oracle, read_rows
from tests.support.databases import Filled
from tests.support.two_counties import CLERK, TwoCounties

READERS = {"32": PROVINCE, "320583": KUNSHAN, "320102": XUANWU}
ASKED = [(1, "32"), (1, "320583"), (2, "320583"), (2, "320102")]
FAMILIES = (Household, Person)


def reader(place: str) -> Actor:
    return Actor("reader", "李强", (Grant(Role.CLERK, place),), account_id=1)


def told(entry: TimelineEntry) -> tuple[date, str, str, int, int | None]:
    return entry.day, str(entry.kind), entry.record_class.__tablename__, entry.place.key, entry.person_id


def all_pages(subject: TimelineSubject, chosen: TimelineFilter, size: int) -> list[TimelineEntry]:
    found: list[TimelineEntry] = []
    after = None
    while True:
        page = load_timeline(subject, chosen, after, size)
        assert len(page.entries) <= size
        found += page.entries
        if page.older is None:
            return found
        after = TimelineCursor.parse(str(page.older))


@pytest.mark.parametrize(("seed", "prefix"), ASKED)
def test_every_story_is_what_the_oracle_tells(filled: Filled[None], seed: int, prefix: str):
    freeze(TODAY)
    engine, _ = filled(random_families, seed)
    rows, compared = read_rows(engine), 0
    with open_session(reader(READERS[prefix]), engine) as session, open_session(SYSTEM, engine) as system:
        for model in FAMILIES:
            for key in rows[model.__tablename__]:
                subject = subject_of(session, system, system.get_one(model, key))
                entries = all_pages(subject, TimelineFilter(), 9)
                assert {told(entry) for entry in entries} == Oracle(rows, model.__tablename__, key, prefix).story()
                orders = [entry.place.order for entry in entries]
                assert all(one < other for one, other in pairwise(orders))
                compared += len(entries)
    assert compared > 50


def test_filters_leave_exactly_what_is_asked_for(filled: Filled[None]):
    freeze(TODAY)
    engine, _ = filled(random_families, 3)
    rows = read_rows(engine)
    with open_session(reader(KUNSHAN), engine) as session, open_session(SYSTEM, engine) as system:
        for key in rows["household"]:
            subject = subject_of(session, system, system.get_one(Household, key))
            story = Oracle(rows, "household", key, "320583").story()
            for kind in TimelineKind:
                shown = all_pages(subject, TimelineFilter(frozenset({kind})), 30)
                assert {told(entry) for entry in shown} == {one for one in story if one[1] == kind}
            for person in rows["person"]:
                shown = all_pages(subject, TimelineFilter(member=person), 30)
                assert {told(entry) for entry in shown} == {one for one in story if one[4] == person}


def test_names_are_those_the_reader_may_know(filled: Filled[None]):
    """Where the family is all of them; elsewhere those of the region, and those who once lived there."""
    freeze(TODAY)
    engine, _ = filled(random_families, 2)
    rows, hidden, moved = read_rows(engine), 0, 0
    with open_session(reader(XUANWU), engine) as session, open_session(SYSTEM, engine) as system:
        for key, household in rows["household"].items():
            is_here = household["region_code"].startswith(XUANWU)
            for entry in load_timeline(subject_of(session, system, system.get_one(Household, key))).entries:
                person = rows["person"].get(entry.person_id or 0)
                if person is None:
                    continue
                is_of_region, has_lived_here = person["region_code"].startswith(XUANWU), lived_in_xuanwu(rows, person)
                is_known = is_here or is_of_region or has_lived_here
                assert entry.person_name == (person["name"] if is_known else "")
                hidden += not is_known
                moved += not is_here and not is_of_region and has_lived_here
    assert hidden
    assert moved


def lived_in_xuanwu(rows, person) -> bool:
    memberships = (row for row in rows["membership"].values() if row["retired_on"] is None)
    homes = {row["household_id"] for row in memberships if row["person_id"] == person["id"]}
    places = (row for row in rows["household_place"].values() if row["retired_on"] is None)
    return any(row["household_id"] in homes and row["region_code"].startswith(XUANWU) for row in places)


def test_what_followed_stands_above_what_it_followed_from(counties: TwoCounties):
    """A warning, the visit, the outcome and the assistance of one day."""
    with counties.session(SYSTEM) as session:
        day = date(2023, 12, 1)
        warning = make.warning(session.get_one(Person, counties.here[Person]), rule_key="r/9", issued_on=day)
        warning.due_on = date(2023, 12, 20)
        session.add_all([make.response(warning, started_on=day), make.visit(warning, planned_on=day, done_on=day)])
        session.add(make.outcome(warning, decided_on=day))
        session.flush()
        subject = subject_of(session, session, session.get_one(Household, counties.here[Household]))
        tables = [e.record_class.__tablename__ for e in load_timeline(subject).entries if e.day == day][:4]
    assert tables == ["response", "outcome", "visit", "warning"]


def test_every_entry_has_words_in_both_languages(counties: TwoCounties):
    with open_session(CLERK, counties.engine) as session, open_session(SYSTEM, counties.engine) as system:
        subject = subject_of(session, system, session.get_one(Household, counties.here[Household]))
        entries = load_timeline(subject).entries
        assert len({entry.record_class for entry in entries}) >= 14
        for entry in entries:
            with use_language(ENGLISH):
                english = entry.text, str(entry.kind.label)
            with use_language(CHINESE):
                chinese = entry.text, str(entry.kind.label)
            assert all(english), entry
            assert all(one != other for one, other in zip(english, chinese, strict=True)), english


@pytest.mark.parametrize(
    "text", ["", "2023-12-31", "2023-02-30.1.1", "2023-12-31.1.", "x", "２０２３-12-31.1.1", "9" * 99]
)
def test_a_place_that_is_none_is_told_apart(text: str):
    assert TimelineCursor.parse(text) is None


def test_what_is_still_to_come_is_marked_and_a_month_is_no_day(counties: TwoCounties):
    with counties.session(SYSTEM) as session:
        household = session.get_one(Household, counties.here[Household])
        person = session.get_one(Person, counties.here[Person])
        session.add(make.spell(person, household, start_on=date(2021, 1, 1), end_on=date(2022, 1, 1)))
        session.add(make.payment(household, month="2023-11", paid_on=date(2023, 11, 9)))
        session.add(make.visit(make.warning(person, rule_key="r/8"), planned_on=date(2024, 1, 5), done_on=None))
        session.flush()
        found = {entry.when: entry for entry in load_timeline(subject_of(session, session, household)).entries}
    assert found["2024-01-05"].is_coming
    assert not found["2023-11-09"].is_coming
    assert {"2023-12", "2023-07", "2023", "2022-01-01"} <= found.keys()


def statements_of(engine: Engine, work) -> int:
    counted = []

    def count(*_arguments) -> None:
        counted.append(1)

    event.listen(engine, "before_cursor_execute", count)
    work()
    event.remove(engine, "before_cursor_execute", count)
    return len(counted)


def test_a_large_family_costs_no_more_queries(counties: TwoCounties):
    def tell() -> None:
        with open_session(CLERK, counties.engine) as session, open_session(SYSTEM, counties.engine) as system:
            load_timeline(subject_of(session, system, session.get_one(Household, counties.here[Household])))

    small = statements_of(counties.engine, tell)
    with Session(counties.engine.execution_options(writing=True)) as session:
        household = session.get_one(Household, counties.here[Household])
        for number in range(40):
            person = make.person(household.region_code, name=f"成员{number}")
            session.add_all([make.membership(person, household, relation="child"), make.warning(person)])
            session.add(make.spell(person, household))
        session.add_all(
            make.payment(household, month=f"{year}-{month:02}") for year in range(2010, 2020) for month in (1, 2)
        )
        session.commit()
    assert statements_of(counties.engine, tell) == small <= 31
    with counties.session() as session:
        assert session.query(HouseholdMember).count() == 41
